package measure

import "time"

// Measurement is one service under load, once. A latency is from when a
// request was sent or, in a burst, was meant to be.
type Measurement struct {
	Round     int    `json:"round"` // from 1
	Service   string `json:"service"`
	Presences int64  `json:"presences"` // confirmed in the time that was measured
	// of a burst: from its start to the last confirmation
	PerSecond float64       `json:"per_second"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	P999      time.Duration `json:"p999_ns"`
	Max       time.Duration `json:"max_ns"`

	// What was used for a presence, on average: see [Report.Usage].
	CPU         time.Duration `json:"cpu_ns"`
	Bytes       float64       `json:"bytes"`       // allocated on the heap
	Allocations float64       `json:"allocations"` // objects

	Late int64 `json:"sent_late"` // students of a burst, by more than 5 ms
	// by how much the latest of these was; zero if none
	Latest  time.Duration `json:"sent_latest_ns"`
	Errors  int64         `json:"errors"`                // warmup included
	Refused int64         `json:"refused"`               // warmup included
	Failure string        `json:"first_error,omitempty"` // for people
}

// Usage says what CPU time and allocations are of: this process always, with
// the clients and the echo.
type Usage struct {
	Pages []string `json:"pages"` // of metrics of other processes, which are included
}

// Whole tells whether the system is included.
func (u Usage) Whole() bool { return len(u.Pages) > 0 }

// Report is all that was measured, in order.
type Report struct {
	Load         Load          `json:"load"`
	Nodes        int           `json:"nodes"` // that the connections are spread over
	Usage        Usage         `json:"usage"`
	Measurements []Measurement `json:"measurements"`
	Ratio        *Ratio        `json:"ratio,omitempty"` // nil when no round is complete
	Errors       int64         `json:"errors"`          // of all measurements
	Refused      int64         `json:"refused"`         // likewise
	Verification Verification  `json:"verification"`
}

func newReport(s System, load Load) *Report {
	pages := []string{}
	for _, page := range s.Pages {
		pages = append(pages, redacted(page))
	}
	return &Report{
		Load: load, Nodes: len(s.Nodes), Usage: Usage{Pages: pages}, Measurements: []Measurement{},
	}
}

// Healthy tells whether every presence was confirmed and is in its list.
func (r *Report) Healthy() bool {
	return r.Errors == 0 && r.Refused == 0 && r.Verification.Missing == 0 &&
		r.Verification.Strange == 0
}

func newMeasurement(round int, service string, t *tally, l *latencies) Measurement {
	m := Measurement{
		Round: round, Service: service, Presences: t.confirmed.Load(),
		P50: l.quantile(50), P99: l.quantile(99), P999: l.quantile(99.9), Max: l.quantile(100),
	}
	m.addFailures(t)
	return m
}

func (m *Measurement) addFailures(t *tally) {
	m.Errors += t.failed.Load()
	m.Refused += t.refused.Load()
	if m.Failure == "" {
		m.Failure = t.firstFailure()
	}
}

// use divides what was used among the presences.
func (m *Measurement) use(u usage) {
	if m.Presences == 0 {
		return
	}
	n := float64(m.Presences)
	m.CPU = time.Duration(float64(u.cpu) / n)
	m.Bytes = float64(u.bytes) / n
	m.Allocations = float64(u.objects) / n
}

// conclude sums the measurements up.
func (r *Report) conclude(v Verification) {
	r.Verification = v
	for _, m := range r.Measurements {
		r.Errors += m.Errors
		r.Refused += m.Refused
	}
	r.Ratio = ratio(r.Measurements, r.Usage.Whole())
}
