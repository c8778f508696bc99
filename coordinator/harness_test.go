package coordinator_test

import (
	"bytes"
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
)

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

func startServer(t testing.TB, dir string) *embedded.Server {
	t.Helper()
	s, err := embedded.Start(context.Background(), embedded.Config{DataDir: dir, Host: "127.0.0.1", Port: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Shutdown() })
	return s
}

// replica is a coordinator that serves.
type replica struct {
	*coordinator.Coordinator
	registry *prometheus.Registry
	log      *logged
	stop     func() error // cancels Run, and gives what it returned
}

// start runs a coordinator until the test ends, and returns when it serves.
func start(t testing.TB, url string, change ...func(*coordinator.Config)) *replica {
	t.Helper()
	r := &replica{registry: prometheus.NewRegistry(), log: &logged{}}
	cfg := coordinator.Config{
		Connect:  func(opts ...nats.Option) (*nats.Conn, error) { return nats.Connect(url, persistent(opts)...) },
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
	select {
	case <-r.Ready():
	case <-time.After(patience):
		t.Fatalf("not ready: %v", r.Health())
	}
	return r
}

func persistent(opts []nats.Option) []nats.Option {
	return append(opts, nats.MaxReconnects(-1), nats.ReconnectWait(10*time.Millisecond), nats.ReconnectJitter(0, 0),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
}

func connect(t testing.TB, url string) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(url, persistent(nil)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// ask sends a request, under an id if there is one.
func ask(t testing.TB, nc *nats.Conn, subject, id, payload string) *nats.Msg {
	t.Helper()
	m := nats.NewMsg(subject)
	m.Data = []byte(payload)
	if id != "" {
		m.Header["Nats-Msg-Id"] = []string{id}
	}
	reply, err := nc.RequestMsg(m, patience)
	if err != nil {
		t.Fatalf("%s %s: %v", subject, payload, err)
	}
	return reply
}

// eventually waits until it is true.
func eventually(t testing.TB, what string, isTrue func() bool) {
	t.Helper()
	late := time.After(patience)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for !isTrue() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("it never came about that %s", what)
		}
	}
}

// logged is what a coordinator logs.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
