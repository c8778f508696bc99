// Package node puts a coordinator together with what it runs on: an embedded
// NATS server or an existing one, and the HTTP page of its health and metrics.
//
// The command line and end-to-end tests start the same [Main], so they cannot
// drift. It reads no flags, handles no signals, and prints nothing.
package node

import (
	"context"
	"crypto/x509"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/loglimit"
	"github.com/chamada/chamada/coordinator/records"
)

// Main is one coordinator and everything it needs, from start to stop.
type Main struct {
	cfg         Config
	log         *loglimit.Handler // what cfg.Logger writes to
	registry    *prometheus.Registry
	server      *embedded.Server            // nil on an existing NATS
	node        journal.Node                // nil on an existing NATS
	noted       records.Note                // nil on an existing NATS
	http        *page                       // nil when off
	web         *Page                       // nil when off
	secret      identity.Secret             // with logins only
	logins      *identity.Service           // nil without logins
	certificate atomic.Pointer[certificate] // nil without TLS on the embedded server
	roots       *x509.CertPool              // of an existing NATS; nil unless given
	coordinator atomic.Pointer[coordinator.Coordinator]
	healings    *healings
	// leadersHeard is whether the leaders of all logs that this node has a copy of were heard
	// when last looked.
	leadersHeard atomic.Bool

	stops    []func() error // in the order of starting
	stopping atomic.Bool
	close    func() error

	ended  chan struct{} // closed when the coordinator or the logins have returned
	ending sync.Once
	err    error // what the first of them returned; read after ended
}

// New prepares what Run starts.
func New(cfg Config) *Main {
	cfg = cfg.withDefaults()
	log := loglimit.New(cfg.Logger.Handler())
	cfg.Logger = slog.New(log)
	m := &Main{cfg: cfg, log: log, registry: prometheus.NewRegistry(), healings: newHealings(),
		ended: make(chan struct{})}
	m.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.healthGauge(), m.warningsGauge(),
	)
	if m.cfg.Servers == "" {
		m.registry.MustRegister(m.damageMetrics()...)
	}
	if m.cfg.LogLost != nil {
		m.registry.MustRegister(m.lostLines())
	}
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
	for _, start := range []func(context.Context) error{
		m.startHTTP, m.checkData, m.readCertificate, m.readSecret, m.startServer, m.openNode,
		m.checkServers,
		m.startLogins, m.startCoordinator, m.startHealing, m.startFailover, m.ready, m.startWeb,
	} {
		if err := start(ctx); err != nil {
			_ = m.Close()
			return err
		}
	}
	return nil
}

// Wait returns when the context is cancelled, or when the coordinator or the
// logins have given up, which Close explains.
func (m *Main) Wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-m.ended:
	}
}

// Close stops in the order that loses no request: the coordinator answers
// what is in flight and closes its connections, who may connect is answered
// until then, the NATS server stops and frees its data directory, and HTTP goes
// last. It may be called again.
func (m *Main) Close() error { return m.close() }

func (m *Main) stopAll() error {
	m.stopping.Store(true)
	var errs []error
	for _, stop := range slices.Backward(m.stops) {
		errs = append(errs, stop())
	}
	m.log.Close()
	return errors.Join(errs...)
}

// checkData refuses a directory whose journal would not be found: before there
// were logins it was in NATS' own account.
func (m *Main) checkData(context.Context) error {
	if m.cfg.Servers != "" {
		return nil
	}
	if _, err := os.Stat(
		filepath.Join(m.cfg.DataDir, "jetstream", "$G", "streams", "CHAMADA")); err == nil {
		return &Error{Flag: "--data", Err: &DataError{Dir: m.cfg.DataDir}}
	}
	return nil
}

func (m *Main) startServer(ctx context.Context) (err error) {
	if m.cfg.Servers != "" {
		return nil
	}
	m.server, err = m.openServer(ctx)
	if err != nil {
		return flagged(err)
	}
	m.stops = append(m.stops, m.server.Shutdown)
	m.registry.MustRegister(loadMetrics(m.server)...)
	return nil
}

// embedded is the configuration of the server, once checked.
func (m *Main) embedded() embedded.Config {
	host, port, _ := embedded.ParseListen(m.cfg.Listen)
	cfg := embedded.Config{
		DataDir: m.cfg.DataDir, Host: host, Port: port, Logger: m.cfg.Logger,
		Name: m.cfg.Cluster.Name, Cluster: m.cfg.Cluster.embedded(),
		Access: identity.OpenServerConfig(), Fit: identity.Plain,
		Erased: []string{records.Stream, classes.Stream, identity.Stream}, Noted: Noted,
	}
	if m.cfg.alone() {
		cfg.Examine = func(r *integrity.Report) { Examine(m.cfg.DataDir, r) }
	}
	if m.cfg.Auth {
		cfg.Access, cfg.Tags = identity.OwnServerConfig(m.secret.Public()),
			[]string{identity.OwnAccounts}
		cfg.Cluster.Login = m.secret.Route()
	}
	if c := m.certificate.Load(); c != nil {
		cfg.TLS, cfg.Cluster.TLS = c.forClients(), c.forNodes()
	}
	return cfg
}

func (m *Main) startCoordinator(ctx context.Context) error {
	cfg := coordinator.Config{
		Connect:  m.connectCoordinator,
		Replicas: m.cfg.replicas(),
		MaxBytes: m.cfg.JournalMaxBytes,
		Disk:     m.node,
		Noted:    m.noted,
		Logger:   m.cfg.Logger,
		Registry: m.registry,
		Node:     m.cfg.node(),
		Now:      m.cfg.Now,
		Auth:     m.cfg.Auth,
		Alone:    m.cfg.alone(),
	}
	if m.server != nil && !m.cfg.alone() {
		cfg.Leader = m.leader
	}
	c, err := coordinator.New(cfg)
	if err != nil {
		return err
	}
	m.coordinator.Store(c)
	m.launch(ctx, c.Run)
	return nil
}

// launch runs a part until Close, and not until the context is cancelled: only
// Close knows the order.
func (m *Main) launch(ctx context.Context, run func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan error, 1)
	go func() {
		err := run(ctx)
		m.ending.Do(func() {
			m.err = err
			close(m.ended)
		})
		ended <- err
	}()
	m.stops = append(m.stops, func() error {
		cancel()
		return <-ended
	})
}

// ready waits until people may come: they can log in, the coordinator can
// commit, and the node has all of the journal.
func (m *Main) ready(ctx context.Context) error {
	ready := []<-chan struct{}{m.coordinator.Load().Ready()}
	if m.logins != nil {
		ready = append(ready, m.logins.Ready())
	}
	for _, part := range ready {
		select {
		case <-part:
		case <-m.ended:
			return m.err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return m.current(ctx)
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
		case <-m.ended:
			return m.err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
