package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/healing"
	"github.com/chamada/chamada/coordinator/integrity"
)

// healEvery is how often a damaged node asks the others, and is looked for damage.
const healEvery = time.Second

var errNoHeal = errors.New("--no-heal leaves it to you")

// away is why a node of a cluster with damaged files keeps out of it.
type away struct {
	damage error
	why    error // it has not been mended yet; nil: it is about to be
}

func (a *away) Error() string {
	switch {
	case a.why == nil:
		return fmt.Sprintf("%v; it asks the other nodes for their copies", a.damage)
	case errors.Is(a.why, errNoHeal):
		return fmt.Sprintf("%v; %v: keep a copy of it if you want to, then start this node once without --no-heal, "+
			"and it takes the others' copies", a.damage, a.why)
	default:
		return fmt.Sprintf("%v; it takes the others' copies as soon as it may: %v; if that does not pass, stop all nodes, "+
			"look at each with chamada journal verify --data DIR, and restore a backup", a.damage, a.why)
	}
}

func (a *away) Unwrap() []error { return []error{a.damage, a.why} }

// healings is what is known of the damage of this node.
type healings struct {
	away  atomic.Pointer[away] // nil: it is with the others
	total prometheus.Counter
}

func newHealings() *healings {
	return &healings{total: prometheus.NewCounter(prometheus.CounterOpts{
		Name: "chamada_heals_total", Help: "Times that this node has thrown a damaged copy away for that of the others.",
	})}
}

func (h *healings) metrics() []prometheus.Collector {
	return []prometheus.Collector{h.total, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "chamada_damaged", Help: "1 while this node keeps out of its cluster because its files are damaged, else 0.",
	}, func() float64 {
		if h.away.Load() != nil {
			return 1
		}
		return 0
	})}
}

// err is why this node is away, nil when it is not.
func (h *healings) err() error {
	if a := h.away.Load(); a != nil {
		return a
	}
	return nil
}

// openServer starts the embedded server. A node of a cluster whose files are damaged is
// mended before.
func (m *Main) openServer(ctx context.Context) (*embedded.Server, error) {
	for {
		s, err := embedded.Start(ctx, m.embedded())
		e, ok := errors.AsType[*embedded.Error](err)
		if !ok || e.Code != embedded.DataDamaged || m.cfg.Cluster.Listen == "" {
			return s, err
		}
		if err := m.healBefore(ctx, e); err != nil {
			return nil, err
		}
	}
}

// healBefore puts the store aside that a server cannot be started on. Until it may, the
// node is there without it, to ask.
func (m *Main) healBefore(ctx context.Context, damage error) (err error) {
	m.cfg.Logger.Error("the files of the data directory are damaged", "data", m.cfg.DataDir, "err", damage)
	scout, err := embedded.Scout(ctx, m.embedded())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, scout.Shutdown()) }()
	nc, err := m.connectTo(scout)
	if err != nil {
		return err
	}
	defer nc.Close()
	confirmed, err := integrity.ReadMark(m.cfg.DataDir)
	if err != nil {
		m.cfg.Logger.Warn("how far this node has confirmed cannot be told", "data", m.cfg.DataDir, "err", err)
	}
	p := patient{m, nc, scout, damage, func() integrity.Confirmed { return confirmed }}
	m.healings.away.Store(&away{damage: damage})
	defer m.healings.away.Store(nil)
	if err := healing.Answer(nc, func(context.Context, healing.Patient) healing.Witness {
		return healing.Witness{Node: m.cfg.node(), Out: damage.Error()}
	}); err != nil {
		return err
	}
	if err := p.await(ctx); err != nil {
		return err
	}
	return m.healed(scout.Replace(time.Now()))
}

// patient is this node while it is damaged.
type patient struct {
	*Main
	nc        *nats.Conn
	server    *embedded.Server
	damage    error
	confirmed func() integrity.Confirmed
}

// await returns when this node may throw its copy away. The error is the context's.
func (p patient) await(ctx context.Context) error {
	again := time.NewTicker(healEvery)
	defer again.Stop()
	for {
		err := p.ask(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			return nil
		}
		p.tell(err)
		select {
		case <-again.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (p patient) ask(ctx context.Context) error {
	if p.cfg.NoHeal {
		return errNoHeal
	}
	c := p.confirmed()
	who := healing.Patient{Node: p.cfg.node(), Raft: p.server.RaftID(), Journal: c.Journal, Last: c.Last}
	all, err := healing.Ask(ctx, p.nc, who)
	return cmp.Or(err, healing.Judge(who, all))
}

// tell says why the node is still away, in the log when that is something else.
func (p patient) tell(why error) {
	was := p.healings.away.Load()
	now := &away{p.damage, why}
	p.healings.away.Store(now)
	if was == nil || was.Error() != now.Error() {
		p.cfg.Logger.Error("this node keeps out of the cluster", "err", now)
	}
}

// healed says where the damaged copy is.
func (m *Main) healed(replaced integrity.Replaced, err error) error {
	if err != nil {
		return &Error{Flag: "--data", Err: &embedded.Error{Code: embedded.DataNotWritable, Subject: m.cfg.DataDir, Err: err}}
	}
	m.healings.total.Inc()
	m.cfg.Logger.Warn("the damaged copy was thrown away, and the others' is taken: the last two that were are kept, remove them when nobody wants to look at them",
		"kept", replaced.Dir, "bytes", replaced.Bytes)
	return nil
}

// startHealing answers other nodes that are damaged, and mends this one, while it runs.
func (m *Main) startHealing(ctx context.Context) error {
	if m.server == nil || m.cfg.Cluster.Listen == "" {
		return nil
	}
	nc, err := m.connectTo(m.server)
	if err != nil {
		return err
	}
	if err := healing.Answer(nc, m.witness); err != nil {
		nc.Close()
		return err
	}
	m.launch(ctx, func(ctx context.Context) error {
		defer nc.Close()
		m.watchDamage(ctx, nc)
		return nil
	})
	return nil
}

func (m *Main) watchDamage(ctx context.Context, nc *nats.Conn) {
	again := time.NewTicker(healEvery)
	defer again.Stop()
	for {
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
		if damage := m.server.Damage(); damage != nil {
			m.heal(ctx, nc, damage)
		}
	}
}

// heal mends this node as soon as the others vouch for their copies. When that fails it
// is tried again.
func (m *Main) heal(ctx context.Context, nc *nats.Conn, damage error) {
	p := patient{m, nc, m.server, damage, m.node.Confirmed}
	if m.healings.err() == nil {
		m.healings.away.Store(&away{damage: damage})
	}
	if p.await(ctx) != nil {
		return
	}
	if err := m.healed(m.server.Heal(time.Now())); err != nil {
		p.tell(err)
		return
	}
	m.healings.away.Store(nil)
}

// witness is what this node says of itself to one that is damaged.
func (m *Main) witness(ctx context.Context, p healing.Patient) healing.Witness {
	w := healing.Witness{Node: m.cfg.node(), Journal: m.node.Confirmed().Journal}
	if err := m.health(); err != nil {
		w.Out = err.Error()
		return w
	}
	w.Logs, w.Full = m.server.Vouch(ctx, p.Raft)
	stats := m.coordinator.Load().Journal()
	w.Applied, w.Digest, w.DigestAt = stats.Applied, stats.Digest, stats.DigestAt
	return w
}

// connectTo connects to a server in this process, as a coordinator.
func (m *Main) connectTo(s *embedded.Server) (*nats.Conn, error) {
	opts := append(m.options(), nats.InProcessServer(s), nats.Name("chamada healing"))
	if m.cfg.Auth {
		opts = append(opts, m.secret.Coordinator())
	}
	return nats.Connect(nats.DefaultURL, opts...)
}
