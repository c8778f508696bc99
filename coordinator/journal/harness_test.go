package journal

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// replica is a journal that runs.
type replica struct {
	*Journal
	machine *command.Machine
	stop    func() // once or more; waits for its end
}

// start runs a journal until the test ends, with what change makes of its
// configuration.
func start(t testing.TB, url string, change ...func(*Config)) *replica {
	t.Helper()
	machine := command.NewMachine(func([]rollcall.Outcome) {})
	cfg := Config{
		Connect:  func(opts ...nats.Option) (*nats.Conn, error) { return dial(url, opts...) },
		Replicas: 1,
		Logger:   slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now:      time.Now,
		Machine:  machine,
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
	r := &replica{j, machine, func() { cancel(); <-ended }}
	t.Cleanup(r.stop)
	return r
}

func dial(url string, opts ...nats.Option) (*nats.Conn, error) {
	return natstest.Dial(url, append(opts, nats.RetryOnFailedConnect(true))...)
}

// await waits until the replica's health is as wanted.
func (r *replica) await(t testing.TB, wanted func(Health) bool) Health {
	t.Helper()
	late := time.After(natstest.Patience)
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

// asFirst has a replica make a stream of the first version.
func asFirst(c *Config) { c.Version = record.First }

func jetStream(t testing.TB, url string) jetstream.JetStream {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, url))
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

// testEpoch is the epoch of a stream that a test makes.
const testEpoch = "nCkUZ3FrhVBQWTnqLOGMGe"

func now() rollcall.Time { return rollcall.Time(time.Now().UnixMilli()) }
