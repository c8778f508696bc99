package serve

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/embedded"
)

// loadMetrics are of the embedded server: an existing one has its own.
func loadMetrics(now func() embedded.Load) []prometheus.Collector {
	return []prometheus.Collector{
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "chamada_nats_pending_bytes", Help: "What waits for the connection that takes it most slowly.",
		}, func() float64 { return float64(now().Pending) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "chamada_nats_slow_consumers_total", Help: "Connections cut because they did not take what was sent.",
		}, func() float64 { return float64(now().Slow) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "chamada_nats_stalls_total", Help: "Times that a sender was held up for a connection that did not keep up.",
		}, func() float64 { return float64(now().Stalls) }),
	}
}
