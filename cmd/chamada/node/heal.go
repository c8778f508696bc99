package node

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/healing"
	"github.com/chamada/chamada/coordinator/integrity"
)

// healEvery is how often a damaged node asks the others, and is looked for damage.
const healEvery = time.Second

// openServer starts the embedded server. A node of a cluster whose files are damaged is
// mended before.
func (m *Main) openServer(ctx context.Context) (*embedded.Server, error) {
	m.tellEmpty()
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

// tellEmpty says that a node of a cluster begins with nothing. Whether it had something is
// for a person to know.
func (m *Main) tellEmpty() {
	_, err := os.Stat(filepath.Join(m.cfg.DataDir, "jetstream"))
	if m.cfg.Cluster.Listen != "" && errors.Is(err, fs.ErrNotExist) {
		m.cfg.Logger.Info(
			"this node has no store: it begins with nothing, and is given what the others have",
			"data", m.cfg.DataDir)
	}
}

// healBefore puts the store aside that a server cannot be started on. Until it may, the
// node is there without it, to ask.
func (m *Main) healBefore(ctx context.Context, damage error) (err error) {
	m.cfg.Logger.Error("the files of the data directory are damaged", "data", m.cfg.DataDir, "err",
		damage)
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
		m.cfg.Logger.Warn("how far this node has confirmed cannot be told", "data", m.cfg.DataDir,
			"err", err)
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
	if err := p.note(); err != nil {
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
	who := healing.Patient{Node: p.cfg.node(), Raft: p.server.RaftID(), Journal: c.Journal,
		Last: c.Last}
	all, err := healing.Ask(ctx, p.nc, who)
	return cmp.Or(err, healing.MayHeal(who, all))
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
		return &Error{Flag: "--data",
			Err: &embedded.Error{Code: embedded.DataNotWritable, Subject: m.cfg.DataDir, Err: err}}
	}
	m.healings.total.Inc()
	m.cfg.Logger.Warn(
		"the damaged copy was thrown away, and the others' is taken: the last two that were are "+
			"kept, remove them when nobody wants to look at them",
		"kept", replaced.Dir, "bytes", replaced.Bytes)
	return nil
}
