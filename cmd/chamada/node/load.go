package node

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
)

// loadMetrics are of the embedded server: an existing one has its own.
func loadMetrics(s *embedded.Server) []prometheus.Collector {
	return []prometheus.Collector{
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "chamada_nats_pending_bytes",
			Help: "What waits for the connection that takes it most slowly.",
		}, func() float64 { return float64(s.PendingBytes()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "chamada_nats_slow_consumers_total",
			Help: "Connections cut because they did not take what was sent.",
		}, func() float64 { return float64(s.SlowConsumers()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "chamada_nats_stalls_total",
			Help: "Times that a sender was held up for a connection that did not keep up.",
		}, func() float64 { return float64(s.Stalls()) }),
	}
}

// shutOuts is of this coordinator: each finds by itself who floods.
func shutOuts(s *identity.Service) prometheus.Collector {
	return prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "chamada_logins_shut_out_total",
		Help: "Times that a login was shut out for a minute because it flooded the servers.",
	}, func() float64 { return float64(s.ShutOuts()) })
}

// turnedAway is of this gateway: what phones type is bounded where they come in.
func turnedAway(g *web.Gateway) prometheus.Collector {
	return prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "chamada_page_turned_away_total",
		Help: "Typed codes that were not looked at, because too many came at once.",
	}, func() float64 { return float64(g.TurnedAway()) })
}
