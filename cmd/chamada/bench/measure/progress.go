package measure

import (
	"fmt"
	"time"

	"github.com/chamada/chamada/clients/texts"
)

// Phase is what a run is at.
type Phase int

// The phases, in order.
const (
	Measuring Phase = iota // or warms up for it
	Ending                 // ends the roll calls
)

// Progress is what a run has come to.
type Progress struct {
	Phase   Phase
	Round   int    // when measuring
	Service string // likewise

	PerSecond float64 // presences since the warmup; zero before its end
	Presences int64   // confirmed
}

const progressEvery = 250 * time.Millisecond

// report tells of the progress, at once and then until stop is called.
func (t *tally) report(p Progress, tell func(Progress)) (stop func()) {
	tell(p)
	done, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		ticks := time.NewTicker(progressEvery)
		defer ticks.Stop()
		for {
			select {
			case <-ticks.C:
				p.PerSecond, p.Presences = t.perSecond(time.Now()), t.confirmed.Load()
				tell(p)
			case <-done:
				return
			}
		}
	}()
	return func() { close(done); <-over }
}

// Render is the progress for people, a line without its end.
func (p Progress) Render(l texts.Language) string {
	w := languages.In(l)
	switch {
	case p.Phase == Ending:
		return w.ending
	case p.PerSecond == 0:
		return fmt.Sprintf(w.warming, p.Round, w.services[p.Service])
	default:
		return fmt.Sprintf(w.progress, p.Round, w.services[p.Service], p.PerSecond)
	}
}
