package bench

import (
	"slices"
	"time"
)

// Measurement is one service under load, once.
type Measurement struct {
	Round     int           `json:"round"` // from 1
	Service   string        `json:"service"`
	Presences int64         `json:"presences"` // confirmed in the time that was measured
	PerSecond float64       `json:"per_second"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	P999      time.Duration `json:"p999_ns"`
	Max       time.Duration `json:"max_ns"`
	Errors    int64         `json:"errors"`                // warmup included
	Refused   int64         `json:"refused"`               // warmup included
	Failure   string        `json:"first_error,omitempty"` // for people
}

// Ratio is chamada's figure divided by the echo's: the median over the rounds.
type Ratio struct {
	Throughput float64 `json:"throughput"`
	P99        float64 `json:"p99"`
}

// Report is all that was measured, in order.
type Report struct {
	Load         Load          `json:"load"`
	Measurements []Measurement `json:"measurements"`
	Ratio        *Ratio        `json:"ratio,omitempty"` // nil when no round is complete
	Errors       int64         `json:"errors"`          // of all measurements
	Refused      int64         `json:"refused"`         // likewise
	Verification Verification  `json:"verification"`
}

// Healthy tells whether every presence was confirmed and is in its list.
func (r *Report) Healthy() bool {
	return r.Errors == 0 && r.Refused == 0 && r.Verification.Missing == 0 && r.Verification.Strange == 0
}

func newMeasurement(round int, service string, t *tally, l *latencies) Measurement {
	m := Measurement{
		Round: round, Service: service,
		Presences: t.confirmed.Load(), PerSecond: t.perSecond(t.end),
		P50: l.quantile(50), P99: l.quantile(99), P999: l.quantile(99.9), Max: l.quantile(100),
		Errors: t.failed.Load(), Refused: t.refused.Load(),
	}
	if failure := t.failure.Load(); failure != nil {
		m.Failure = *failure
	}
	return m
}

// conclude sums the measurements up.
func (r *Report) conclude(v Verification) {
	r.Verification = v
	for _, m := range r.Measurements {
		r.Errors += m.Errors
		r.Refused += m.Refused
	}
	r.Ratio = ratio(r.Measurements)
}

// ratio compares within each round, two measurements in either order. One
// that has no latency, for nothing was confirmed, compares with nothing.
func ratio(measurements []Measurement) *Ratio {
	var throughput, p99 []float64
	for round := range slices.Chunk(measurements, 2) {
		if len(round) < 2 || round[0].P99 == 0 || round[1].P99 == 0 {
			continue
		}
		echo, chamada := round[0], round[1]
		if echo.Service != Echo {
			echo, chamada = chamada, echo
		}
		throughput = append(throughput, chamada.PerSecond/echo.PerSecond)
		p99 = append(p99, float64(chamada.P99)/float64(echo.P99))
	}
	if len(throughput) == 0 {
		return nil
	}
	return &Ratio{Throughput: median(throughput), P99: median(p99)}
}

// median is that of at least one value.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
