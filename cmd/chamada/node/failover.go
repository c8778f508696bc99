package node

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/failover"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/journal"
)

// startFailover has a node of a cluster ask for elections when a leader is lost. Where that
// cannot be done the NATS server's own timers do it, later.
func (m *Main) startFailover(ctx context.Context) error {
	if m.server == nil || m.cfg.Cluster.Listen == "" {
		return nil
	}
	reached, err := m.server.Elections()
	if err != nil {
		m.cfg.Logger.Warn(
			"a lost leader is replaced by the NATS server's timers only, after 4 to 9 s",
			"err", err)
		return nil
	}
	nc, err := m.connectTo(m.server)
	if err != nil {
		return err
	}
	logs := elections{reached}
	if err := failover.Reply(nc, m.cfg.node(), logs.Logs); err != nil {
		nc.Close()
		return err
	}
	asked := prometheus.NewCounter(prometheus.CounterOpts{
		Name: "chamada_elections_asked_total",
		Help: "Elections that this node has asked for because a log's leader was lost.",
	})
	m.registry.MustRegister(asked)
	w := failover.Watcher{
		Node: m.cfg.node(), Elections: logs, Ask: failover.Ask(nc, m.cfg.node()),
		Logger: m.cfg.Logger, Called: asked.Inc,
		Looked: func(lost bool) { m.leadersHeard.Store(!lost) },
	}
	m.launch(ctx, func(ctx context.Context) error {
		defer nc.Close()
		w.Watch(ctx)
		return nil
	})
	return nil
}

// leader is where the journal's leader is. It is lost until a look has found otherwise.
func (m *Main) leader() coordinator.Leader {
	switch {
	case m.server.LeadsStream(identity.AccountCoordinators, journal.Stream):
		return coordinator.LeaderHere
	case m.leadersHeard.Load():
		return coordinator.LeaderElsewhere
	default:
		return coordinator.LeaderLost
	}
}

// elections are the embedded server's.
type elections struct{ *embedded.Elections }

func (e elections) Logs() (logs []failover.Log) {
	for _, l := range e.Elections.Logs() {
		logs = append(logs, failover.Log(l))
	}
	return logs
}
