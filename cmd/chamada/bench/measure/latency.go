package measure

import (
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// precision of latencies, in decimal digits; their unit is the microsecond.
const precision = 3

// latencies collects those of the clients on one connection. A histogram for
// each client would be 140 KB times thousands; here a lock is hardly contended.
type latencies struct {
	mu        sync.Mutex
	histogram *hdrhistogram.Histogram
}

// newLatencies takes latencies up to longest; what is longer counts as that.
func newLatencies(longest time.Duration) *latencies {
	return &latencies{
		histogram: hdrhistogram.New(1, max(longest, time.Millisecond).Microseconds(), precision)}
}

func (l *latencies) observe(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// fails beyond it only
	_ = l.histogram.RecordValue(min(d.Microseconds(), l.histogram.HighestTrackableValue()))
}

// moveTo adds what was collected to sum and forgets it.
func (l *latencies) moveTo(sum *latencies) {
	sum.histogram.Merge(l.histogram)
	l.histogram.Reset()
}

// quantile is the latency that q percent of all do not exceed.
func (l *latencies) quantile(q float64) time.Duration {
	return time.Duration(l.histogram.ValueAtQuantile(q)) * time.Microsecond
}
