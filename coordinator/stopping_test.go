package coordinator_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

// waysToGo are how NATS can be gone.
var waysToGo = map[string]func(*faults.Proxy){
	"the connection is lost": func(p *faults.Proxy) { p.Cut() },
	"nothing gets through":   func(p *faults.Proxy) { p.Stall(faults.ToServer) },
}

func TestStopsWithoutNATS(t *testing.T) {
	t.Parallel()
	for how, goes := range waysToGo {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			server := natstest.Start(t, t.TempDir())
			proxy, nc := natstest.Proxy(t, server.ClientURL()),
				natstest.Connect(t, server.ClientURL())
			r := start(t, proxy.URL())
			ask(t, nc, subjects.TeacherStart, "", `{"class":1}`)
			natstest.Eventually(t, "the reply is counted, which is after it has left", func() bool {
				return gather(t, r.registry)["chamada_requests_waiting"] == 0
			})
			goes(proxy)
			if err := r.stopQuickly(t); err != nil {
				t.Errorf("nobody was waiting, and it ends with %v", err)
			}
			if n := strings.Count(r.log.String(), "NATS does not answer"); n != 1 {
				t.Errorf("logged %d times that NATS does not answer:\n%s", n, r.log)
			}
		})
	}
}

func TestStopsWithoutNATSAndTellsWhoGotNoReply(t *testing.T) {
	t.Parallel()
	server := natstest.Start(t, t.TempDir())
	proxy, nc := natstest.Proxy(t, server.ClientURL()), natstest.Connect(t, server.ClientURL())
	r := start(t, proxy.URL())
	const many = 10
	proxy.Stall(faults.ToServer) // requests come, nothing goes
	for range many {
		if err := nc.PublishRequest(subjects.StudentPresent, nats.NewInbox(),
			[]byte(`{"class":1,"student":"1"}`)); err != nil {
			t.Fatal(err)
		}
	}
	natstest.Eventually(t, "they are taken", func() bool {
		return gather(t, r.registry)["chamada_requests_waiting"] == many
	})
	err := r.stopQuickly(t)
	if left, ok := errors.AsType[*coordinator.UnansweredError](err); !ok || left.Requests != many {
		t.Errorf("it ends with %v, and left %d without a reply", err, many)
	}
}

// NATS that is back in time gets every reply.
func TestStopWaitsForConnectionThatBlinks(t *testing.T) {
	t.Parallel()
	server := natstest.Start(t, t.TempDir())
	proxy, nc := natstest.Proxy(t, server.ClientURL()), natstest.Connect(t, server.ClientURL())
	r := start(t, proxy.URL())
	proxy.Cut()
	natstest.Eventually(t, "it knows that it cannot serve", func() bool {
		return r.Health() != nil
	})
	proxy.Mend()
	if err := r.stopQuickly(t); err != nil {
		t.Error(err)
	}
	if _, err := nc.Request(subjects.TeacherList, []byte(`{"class":1}`),
		natstest.Patience); !errors.Is(err, nats.ErrNoResponders) {
		t.Errorf("asked after the end: %v", err)
	}
}

// stopQuickly stops it in about the two seconds after which nobody waits for a
// reply; the rest is for a slow machine. The error is that of Run.
func (r *replica) stopQuickly(t *testing.T) error {
	t.Helper()
	began := time.Now()
	err := r.stop()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	return err
}
