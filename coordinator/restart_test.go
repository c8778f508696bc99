package coordinator_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func TestReceiptsOutliveRestarts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := natstest.Start(t, dir)
	nc := natstest.Connect(t, server.ClientURL())
	r := start(t, server.ClientURL())
	requests := []struct{ subject, id, payload string }{
		{subjects.TeacherStart, "a", `{"class":1}`},
		{subjects.StudentPresent, "b", `{"class":1,"student":"042191010"}`},
		{subjects.StudentPresent, "c", `{"class":1,"student":"205182055"}`},
		{subjects.TeacherEnd, "d", `{"class":1,"detail":true}`},
	}
	var replies []*nats.Msg
	for _, q := range requests {
		replies = append(replies, ask(t, nc, q.subject, q.id, q.payload))
	}
	ask(t, nc, subjects.TeacherStart, "", `{"class":1}`)
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	if err := server.Shutdown(); err != nil {
		t.Fatal(err)
	}

	url := natstest.Start(t, dir).ClientURL()
	start(t, url)
	nc = natstest.Connect(t, url)
	for i, q := range requests {
		if got := ask(t, nc, q.subject, q.id, q.payload); !bytes.Equal(got.Data, replies[i].Data) {
			t.Errorf("%s\nfirst %s\nthen  %s", q.subject, replies[i].Data, got.Data)
		}
	}
	if got := ask(t, nc, subjects.TeacherList, "", `{"class":1}`); !bytes.Contains(got.Data,
		[]byte(`"students":[]`)) {
		t.Errorf("the roll call that was open lists %s", got.Data)
	}
}

func TestConnectionThatBlinksLosesNoRequest(t *testing.T) {
	t.Parallel()
	server := natstest.Start(t, t.TempDir())
	proxy := natstest.Proxy(t, server.ClientURL())
	r := start(t, proxy.URL())
	nc := natstest.Connect(t, server.ClientURL())
	ask(t, nc, subjects.TeacherStart, "", `{"class":1}`)
	for range 3 {
		proxy.Cut()
		natstest.Eventually(t, "it knows that it cannot serve", func() bool {
			return r.Health() != nil
		})
		proxy.Mend()
		natstest.Eventually(t, "it serves again", func() bool {
			reply, err := nc.Request(subjects.TeacherList, []byte(`{"class":1}`), time.Second)
			return err == nil && reply.Header.Get(subjects.HeaderStatus) == ""
		})
		for range 20 { // none may go to a subscription that nobody hears
			ask(t, nc, subjects.TeacherList, "", `{"class":1}`)
		}
	}
}
