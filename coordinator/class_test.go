package coordinator_test

import (
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestUnstoredClassIsLoggedOnce has the bucket take no more: the log says why, in one line. Of a
// try that a later one has overtaken there is nothing to say.
func TestUnstoredClassIsLoggedOnce(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r := start(t, url)
	nc := natstest.Connect(t, url)
	put := func(class, id, try string) subjects.Code {
		t.Helper()
		m := nats.NewMsg(subjects.ClassPut)
		m.Data = []byte(`{"class":` + class + `,"students":[]}`)
		m.Header[subjects.HeaderID] = []string{id}
		m.Header[subjects.HeaderTry] = []string{try}
		reply, err := nc.RequestMsg(m, natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		code, _ := errorOf(reply)
		return code
	}
	for _, p := range []struct {
		id, try string
		want    subjects.Code
	}{{"a", "1", ""}, {"b", "2", subjects.Conflict}, {"b", "1", subjects.Unavailable}} {
		if got := put("1", p.id, p.try); got != p.want {
			t.Fatalf("try %s of %s is answered %q", p.try, p.id, got)
		}
	}
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), classes.Stream)
	if err != nil {
		t.Fatal(err)
	}
	full := stream.CachedInfo().Config
	full.MaxMsgs = 1
	if _, err := js.UpdateStream(t.Context(), full); err != nil {
		t.Fatal(err)
	}
	if code := put("2", "c", "1"); code != subjects.Overloaded {
		t.Errorf("a full bucket: %q", code)
	}
	if r.log.Count("not confirmed") != 1 || r.log.Count("maximum messages exceeded") != 1 {
		t.Error(r.log)
	}
}
