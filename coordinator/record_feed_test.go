package coordinator_test

import (
	"fmt"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestFeedResumes reads a feed message by message, each over a server that was started again: every
// one comes once, in order. To ask for the feed again changes nothing.
func TestFeedResumes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	live(t, dir, func(nc *nats.Conn) {
		if code, _ := errorOf(ask(t, nc, subjects.RecordFeed, "", `{"name":"sigaa"}`)); code !=
			subjects.NoRecord {
			t.Errorf("a feed of nothing: %s", code)
		}
		must(t, nc, subjects.ClassPut, `{"class":30,"students":[{"student":"1"}],"keep":true}`)
		for range 2 {
			must(t, nc, subjects.TeacherStart, `{"class":30}`)
			must(t, nc, subjects.TeacherEnd, `{"class":30}`)
			must(t, nc, subjects.RecordIndex, `{"class":30}`)
		}
	})
	for sequence := range uint64(3) { // a class list, and two records
		live(t, dir, func(nc *nats.Conn) {
			must(t, nc, subjects.RecordFeed, `{"name":"sigaa"}`)
			js, err := nc.JetStream()
			if err != nil {
				t.Fatal(err)
			}
			feed, err := js.PullSubscribe("", "sigaa", nats.Bind(subjects.RecordStream, "sigaa"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := feed.Fetch(1, nats.MaxWait(natstest.Patience))
			if err != nil || len(got) != 1 {
				t.Fatal(err)
			}
			if m, err := got[0].Metadata(); err != nil || m.Sequence.Stream != sequence+1 {
				t.Errorf("message %d instead of %d: %v", m.Sequence.Stream, sequence+1, err)
			}
			if err := got[0].AckSync(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestFeedsAreBounded asks for feeds until there are as many as there may be, and for what is none.
func TestFeedsAreBounded(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	nc := natstest.Connect(t, url)
	must(t, nc, subjects.ClassPut, `{"class":30,"students":[]}`)
	for n := range 32 {
		must(t, nc, subjects.RecordFeed, fmt.Sprintf(`{"name":"n%d","audit":true}`, n))
	}
	for payload, want := range map[string]subjects.Code{
		`{"name":"one-more","audit":true}`: subjects.Conflict,
		`{"name":"a.b"}`:                   subjects.InvalidField,
		`{}`:                               subjects.InvalidField,
		`[]`:                               subjects.InvalidJSON,
	} {
		if code, why := errorOf(ask(t, nc, subjects.RecordFeed, "", payload)); code != want {
			t.Errorf("%s: %s, %s", payload, code, why)
		}
	}
	must(t, nc, subjects.RecordFeed, `{"name":"n7","audit":true}`)
}
