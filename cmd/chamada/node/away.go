package node

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
)

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
		return fmt.Sprintf(
			"%v; %v: keep a copy of it if you want to, then start this node once without "+
				"--no-heal, "+
				"and it takes the others' copies", a.damage, a.why)
	default:
		return fmt.Sprintf(
			"%v; it takes the others' copies as soon as it may: %v; if that does not pass, stop "+
				"all nodes, "+
				"look at each with chamada journal verify --data DIR, and restore a backup",
			a.damage, a.why)
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
		Name: "chamada_heals_total",
		Help: "Times that this node has thrown a damaged copy away for that of the others.",
	})}
}

// damageMetrics tell of damaged files. A node that stands alone has them too, and is not mended.
func (m *Main) damageMetrics() []prometheus.Collector {
	return []prometheus.Collector{m.healings.total, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "chamada_damaged",
		Help: "1 while this node does not serve because its files are damaged, else 0.",
	}, func() float64 {
		running := m.coordinator.Load() != nil && m.server.Damage() != nil
		if running || m.healings.err() != nil {
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
