package bench

import (
	"sync/atomic"
	"time"
)

// outcome is what became of a presence.
type outcome int

const (
	confirmed outcome = iota
	refused
	failed // an error, or no reply
)

// tally counts the outcomes of one measurement, for all clients.
type tally struct {
	start, end time.Time // of what is measured; the warmup is before

	confirmed atomic.Int64 // whose reply came between start and end
	refused   atomic.Int64 // at any time, warmup included
	failed    atomic.Int64 // likewise
	failure   atomic.Pointer[string]
}

func newTally(load Load) *tally {
	start := time.Now().Add(load.Warmup)
	return &tally{start: start, end: start.Add(load.Duration)}
}

func (t *tally) measures(at time.Time) bool { return !at.Before(t.start) && at.Before(t.end) }

func (t *tally) count(o outcome, at time.Time) {
	switch {
	case o == refused:
		t.refused.Add(1)
	case o == failed:
		t.failed.Add(1)
	case t.measures(at):
		t.confirmed.Add(1)
	}
}

// note keeps the first error, for people to read.
func (t *tally) note(err error) outcome {
	text := err.Error()
	t.failure.CompareAndSwap(nil, &text)
	return failed
}

// Progress is what a measurement has come to.
type Progress struct {
	Round     int
	Service   string
	PerSecond float64 // since the warmup; zero before its end
}

const progressEvery = 250 * time.Millisecond

// follow tells of the progress, at once and then until stop is called.
func (t *tally) follow(p Progress, tell func(Progress)) (stop func()) {
	if tell == nil {
		return func() {}
	}
	tell(p)
	done, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		ticks := time.NewTicker(progressEvery)
		defer ticks.Stop()
		for {
			select {
			case <-ticks.C:
				p.PerSecond = t.perSecond(time.Now())
				tell(p)
			case <-done:
				return
			}
		}
	}()
	return func() { close(done); <-over }
}

// perSecond is the rate of confirmed presences by the time of now.
func (t *tally) perSecond(now time.Time) float64 {
	if now.After(t.end) {
		now = t.end
	}
	elapsed := now.Sub(t.start).Seconds()
	if elapsed <= 0 {
		return 0
	}
	return float64(t.confirmed.Load()) / elapsed
}
