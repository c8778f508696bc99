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

// TestListsBeyondTheBudget has no room for lists any more: a list is refused as not
// done, an end is answered, and who repeats it is not told that it was not done.
func TestListsBeyondTheBudget(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	c := running(t, url)
	nc := natstest.Connect(t, url)
	ask := func(subject, id, want string) string {
		t.Helper()
		m := nats.NewMsg(subject)
		m.Data = []byte(`{"class":3030}`)
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
	ask(subjects.TeacherStart, "1", `"roll":`)
	ask(subjects.TeacherList, "2", `"students":[]`)

	c.lists.budget.spend("", 2*maxListed, true)
	refused := `"code":"` + string(subjects.Overloaded)
	ask(subjects.TeacherList, "3", refused)
	ask(subjects.TeacherOpen, "4", refused)
	ended := ask(subjects.TeacherEnd, "5", `"students":[]`)
	ask(subjects.TeacherEnd, "5", `"code":"`+string(subjects.Unavailable))

	c.lists.budget.mu.Lock()
	c.lists.budget.all = spent{}
	c.lists.budget.mu.Unlock()
	if again := ask(subjects.TeacherEnd, "5", `"students":[]`); again != ended {
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
