package measure_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// system is one under test and the classes that were opened in it.
type system struct {
	measure.System
	conn   *nats.Conn
	opened chan *nats.Msg
	page   string // of metrics
}

const everyOpened = "chamada.event.*.opened"

func newSystem(t *testing.T) *system {
	t.Helper()
	m := node.New(node.Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	nc := natstest.Connect(t, m.ClientURL())
	s := &system{conn: nc, opened: make(chan *nats.Msg, 10_000)}
	s.Client = clients.New(nc)
	s.Nodes = []measure.Connect{func(context.Context) (*nats.Conn, error) {
		return nats.Connect(m.ClientURL())
	}}
	s.page = m.HTTPURL() + "/metrics"
	if _, err := nc.ChanSubscribe(everyOpened, s.opened); err != nil {
		t.Fatal(err)
	}
	return s
}

// allClosed hears of every roll call that the report counts, and then finds
// none of them open.
func (s *system) allClosed(t *testing.T, report *measure.Report) {
	t.Helper()
	for range report.Verification.Rolls {
		var started subjects.Started
		if err := json.Unmarshal(s.nextOpened(t).Data, &started); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Client.List(t.Context(), started.Class, false); !errors.Is(err,
			clients.ErrNotOpen) {
			t.Errorf("class %d is still open: %v", started.Class, err)
		}
	}
	if len(s.opened) > 0 {
		t.Errorf("%d roll calls were opened and not ended", len(s.opened))
	}
}

func (s *system) nextOpened(t *testing.T) *nats.Msg {
	t.Helper()
	select {
	case m := <-s.opened:
		return m
	case <-time.After(10 * time.Second):
		t.Fatal("no event of a roll call that was opened")
		return nil
	}
}
