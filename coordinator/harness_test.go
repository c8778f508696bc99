package coordinator_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/tests/natstest"
)

// replica is a coordinator that serves.
type replica struct {
	*coordinator.Coordinator
	registry *prometheus.Registry
	log      *natstest.Log
	stop     func() error // cancels Run, and gives what it returned
}

// start runs a coordinator until the test ends, and returns when it serves.
func start(t testing.TB, url string, change ...func(*coordinator.Config)) *replica {
	t.Helper()
	r := starting(t, url, change...)
	select {
	case <-r.Ready():
	case <-time.After(natstest.Patience):
		t.Fatalf("not ready: %v", r.Health())
	}
	return r
}

// starting runs a coordinator until the test ends.
func starting(t testing.TB, url string, change ...func(*coordinator.Config)) *replica {
	t.Helper()
	r := &replica{registry: prometheus.NewRegistry(), log: new(natstest.Log)}
	cfg := coordinator.Config{
		Connect: func(opts ...nats.Option) (*nats.Conn, error) {
			return natstest.Dial(url, opts...)
		},
		Replicas: 1,
		Logger:   slog.New(slog.NewJSONHandler(r.log, nil)),
		Registry: r.registry,
		Now:      time.Now,
	}
	for _, f := range change {
		f(&cfg)
	}
	var err error
	if r.Coordinator, err = coordinator.New(cfg); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	r.stop = sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	t.Cleanup(func() { _ = r.stop() })
	return r
}

// ask sends a request, under an id if there is one.
func ask(t testing.TB, nc *nats.Conn, subject, id, payload string) *nats.Msg {
	t.Helper()
	m := nats.NewMsg(subject)
	m.Data = []byte(payload)
	if id != "" {
		m.Header["Nats-Msg-Id"] = []string{id}
	}
	reply, err := nc.RequestMsg(m, natstest.Patience)
	if err != nil {
		t.Fatalf("%s %s: %v", subject, payload, err)
	}
	return reply
}
