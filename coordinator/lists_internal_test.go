package coordinator

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestListsBeyondTheBudget has no room for lists any more: what reads is refused as not done, what
// changes is answered, and who repeats an end is not told that it was not done.
func TestListsBeyondTheBudget(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	c := running(t, url)
	nc := natstest.Connect(t, url)
	ask := func(subject, id, body, want string) string {
		t.Helper()
		m := nats.NewMsg(subject)
		m.Data = []byte(body)
		m.Header.Set(subjects.HeaderID, id)
		r, err := nc.RequestMsg(m, natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(r.Data), want) {
			t.Errorf("%s: %s", subject, r.Data)
		}
		return string(r.Data)
	}
	const class = `{"class":3030}`
	ask(subjects.TeacherStart, "1", class, `"roll":`)
	ask(subjects.TeacherList, "2", class, `"students":[]`)

	c.lists.budget.spend("", 2*maxListed, true)
	refused := `"code":"` + string(subjects.Overloaded)
	ask(subjects.TeacherList, "3", class, refused)
	ask(subjects.TeacherOpen, "4", class, refused)
	ended := ask(subjects.TeacherEnd, "5", class, `"students":[]`)
	ask(subjects.TeacherEnd, "5", class, `"code":"`+string(subjects.Unavailable))

	list := `{"class":3030,"students":[],"keep":true}`
	put := ask(subjects.ClassPut, "6", list, `"revision":1`)
	if again := ask(subjects.ClassPut, "6", list, `"revision":1`); again != put {
		t.Errorf("the put comes again as %s, not %s", again, put)
	}
	ask(subjects.ClassGet, "7", class, refused)
	ask(subjects.ClassIndex, "8", `{}`, refused)
	ask(subjects.RecordIndex, "9", class, refused)
	ask(subjects.PersonExport, "10", `{"student":"1"}`, refused)
	ask(subjects.RecordAdd, "11", `{"class":3030,"started":"2026-08-03T10:00:00Z",`+
		`"ended":"2026-08-03T12:00:00Z","students":["1"],"reason":"sem luz"}`, `"roll":`)
	ask(subjects.PersonErase, "12", `{"student":"1","reason":"pedido"}`, `"records":1`)
	ask(subjects.ClassRemove, "13", `{"class":3030,"revision":1}`, `"position":`)

	c.lists.budget.mu.Lock()
	c.lists.budget.all = spent{}
	c.lists.budget.mu.Unlock()
	if again := ask(subjects.TeacherEnd, "5", class, `"students":[]`); again != ended {
		t.Errorf("the end comes again as %s, not %s", again, ended)
	}
}

// running is a coordinator that serves.
func running(t *testing.T, url string) *Coordinator {
	t.Helper()
	c, err := New(Config{
		Connect: func(opts ...nats.Option) (*nats.Conn, error) {
			return natstest.Dial(url, opts...)
		},
		Replicas: 1, Logger: slog.New(slog.DiscardHandler), Registry: prometheus.NewRegistry(),
		Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case <-c.Ready():
	case err := <-ended:
		t.Fatal(err)
	}
	return c
}
