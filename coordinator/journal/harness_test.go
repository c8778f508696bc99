package journal

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/faults"
	"github.com/chamada/chamada/coordinator/rollcall"
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

func startProxy(t *testing.T, url string) *faults.Proxy {
	t.Helper()
	p, err := faults.NewProxy(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// replica is a journal that runs.
type replica struct {
	*Journal
	stop func() // once or more; waits for its end
}

// start runs a journal until the test ends, with what change makes of its
// configuration.
func start(t testing.TB, url string, change ...func(*Config)) *replica {
	t.Helper()
	cfg := Config{
		Connect:  func(opts ...nats.Option) (*nats.Conn, error) { return dial(url, opts...) },
		Replicas: 1,
		Logger:   slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now:      time.Now,
		OnCommit: func(Commit) {},
	}
	for _, f := range change {
		f(&cfg)
	}
	j := New(cfg)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := j.Run(ctx); err != nil {
			t.Errorf("Run: %v", err)
		}
	}()
	r := &replica{j, func() { cancel(); <-ended }}
	t.Cleanup(r.stop)
	return r
}

func dial(url string, opts ...nats.Option) (*nats.Conn, error) {
	return nats.Connect(url, append(opts,
		nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1), nats.ReconnectWait(10*time.Millisecond),
		nats.ReconnectJitter(0, 0), nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))...)
}

// await waits until the replica's health is as wanted.
func (r *replica) await(t testing.TB, wanted func(Health) bool) Health {
	t.Helper()
	late := time.After(patience)
	for {
		h, changed := r.Health()
		if wanted(h) {
			return h
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("its health stays at %+v", h)
		}
	}
}

func serving(h Health) bool { return h.Serving && h.Err == nil }
func away(h Health) bool    { return !h.Serving && h.Err != nil }
func unwell(h Health) bool  { return h.Err != nil }

// started is a replica that serves.
func started(t testing.TB, url string, change ...func(*Config)) *replica {
	t.Helper()
	r := start(t, url, change...)
	r.await(t, serving)
	return r
}

// eventually waits until it is true.
func eventually(t testing.TB, what string, isTrue func() bool) {
	t.Helper()
	late := time.After(patience)
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	for !isTrue() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("it never came about that %s", what)
		}
	}
}

func jetStream(t testing.TB, url string) jetstream.JetStream {
	t.Helper()
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	return js
}

func streamInfo(t testing.TB, js jetstream.JetStream) *jetstream.StreamInfo {
	t.Helper()
	s, err := js.Stream(t.Context(), Stream)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo()
}

func now() rollcall.Time { return rollcall.Time(time.Now().UnixMilli()) }
