package node

import (
	"context"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/healing"
)

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
		var telling sync.WaitGroup
		telling.Go(func() { m.auditHeals(ctx, nc) })
		m.watchDamage(ctx, nc)
		telling.Wait()
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
	if err := p.note(); err != nil {
		p.tell(err)
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
