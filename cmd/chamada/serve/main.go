// Package serve puts a coordinator together with what it runs on: an embedded
// NATS server or an existing one, and the HTTP page of its health and metrics.
//
// The command line and end-to-end tests start the same [Main], so they cannot
// drift. It reads no flags, handles no signals, and prints nothing.
package serve

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
)

// Main is one coordinator and everything it needs, from start to stop.
type Main struct {
	cfg         Config
	registry    *prometheus.Registry
	server      *embedded.Server // nil on an existing NATS
	http        *page            // nil when off
	coordinator atomic.Pointer[coordinator.Coordinator]

	stops    []func() error // in the order of starting
	stopping atomic.Bool
	close    func() error

	done chan struct{} // closed when the coordinator has returned
	err  error         // what it returned; read after done
}

// New prepares what Run starts.
func New(cfg Config) *Main {
	m := &Main{cfg: cfg.withDefaults(), registry: prometheus.NewRegistry(), done: make(chan struct{})}
	m.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.healthGauge(),
	)
	m.close = sync.OnceValue(m.stopAll)
	return m
}

// Run starts everything and returns when it is ready to serve, and its node has
// all of the journal; it may answer requests before that. On an error,
// an [*Error] where a flag can change it, nothing is left running. Health is
// answered over HTTP from the beginning.
func (m *Main) Run(ctx context.Context) error {
	if err := m.cfg.check(); err != nil {
		return err
	}
	for _, start := range []func(context.Context) error{m.startHTTP, m.startServer, m.startCoordinator} {
		if err := start(ctx); err != nil {
			_ = m.Close()
			return err
		}
	}
	return nil
}

// Wait returns when the context is cancelled, or when the coordinator has
// given up, which Close explains.
func (m *Main) Wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-m.done:
	}
}

// Close stops in the order that loses no request: the coordinator answers
// what is in flight and closes its connections, then the NATS server stops
// and frees its data directory, and HTTP goes last. It may be called again.
func (m *Main) Close() error { return m.close() }

func (m *Main) stopAll() error {
	m.stopping.Store(true)
	var errs []error
	for _, stop := range slices.Backward(m.stops) {
		errs = append(errs, stop())
	}
	return errors.Join(errs...)
}

func (m *Main) startServer(ctx context.Context) (err error) {
	if m.cfg.Servers != "" {
		return nil
	}
	m.server, err = embedded.Start(ctx, m.cfg.embedded())
	if err != nil {
		return flagged(err)
	}
	m.stops = append(m.stops, m.server.Shutdown)
	return nil
}

func (m *Main) startCoordinator(ctx context.Context) error {
	c, err := coordinator.New(coordinator.Config{
		Connect:  m.connect,
		Replicas: m.cfg.replicas(),
		Logger:   m.cfg.Logger,
		Registry: m.registry,
		Now:      m.cfg.Now,
	})
	if err != nil {
		return err
	}
	m.coordinator.Store(c)
	m.launch(ctx, c)
	if err := m.ready(ctx, c); err != nil {
		return err
	}
	return m.current(ctx)
}

// launch runs the coordinator until Close, and not until the context is
// cancelled: only Close knows the order.
func (m *Main) launch(ctx context.Context, c *coordinator.Coordinator) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		defer close(m.done)
		m.err = c.Run(ctx)
	}()
	m.stops = append(m.stops, func() error {
		cancel()
		<-m.done
		return m.err
	})
}

func (m *Main) ready(ctx context.Context, c *coordinator.Coordinator) error {
	select {
	case <-c.Ready():
		return nil
	case <-m.done:
		return m.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// currentPoll is how often a start looks again whether the node is current.
const currentPoll = 50 * time.Millisecond

// current waits until the node has all of the journal. The coordinator is in
// the queue group by then: what it confirms a majority has stored, which need
// not include this node, and to keep it out would only take capacity away. What
// waits is the word that whoever restarts the nodes may go on to the next.
func (m *Main) current(ctx context.Context) error {
	if m.server == nil {
		return nil
	}
	again := time.NewTicker(currentPoll)
	defer again.Stop()
	for m.server.Current() != nil {
		select {
		case <-again.C:
		case <-m.done:
			return m.err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
