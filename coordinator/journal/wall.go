package journal

import (
	"log/slog"
	"time"
)

// leastStep is the least difference of a wall clock from the monotonic one, since it was
// last looked at, that is told: a leap second is none.
const leastStep = 2 * time.Second

// wallClock is this machine's wall clock beside the monotonic one. It tells when it was
// set, which ends or erases nothing.
type wallClock struct {
	now     func() time.Time
	elapsed func() time.Duration
	log     *slog.Logger

	began time.Time     // by now
	at    time.Duration // by elapsed, the same instant
	told  time.Duration // by how much it was ahead when last looked
}

func (w *wallClock) init(now func() time.Time, elapsed func() time.Duration, log *slog.Logger) {
	*w = wallClock{now: now, elapsed: elapsed, log: log, began: now().Round(0), at: elapsed()}
}

// steady is the time that it would be had nobody set the clock since it began.
func (w *wallClock) steady() time.Time { return w.began.Add(w.elapsed() - w.at) }

// ahead is by how much the clock was set since it began.
func (w *wallClock) ahead() time.Duration { return w.now().Round(0).Sub(w.steady()) }

// look tells of a step since it last looked.
func (w *wallClock) look() {
	ahead := w.ahead()
	if step := ahead - w.told; step.Abs() > leastStep {
		w.log.Warn("this machine's clock was set, or stood still while the machine slept; "+
			"what people read as times goes by it, and how many days a record is kept",
			"by", step.Round(time.Millisecond))
	}
	w.told = ahead
}

// before tells of a clock that is before a journal that was written until then.
func (w *wallClock) before(written time.Time) {
	if by := written.Sub(w.now()); by > maxSkew {
		w.log.Error("this machine's clock is before the journal was last written: set it right, "+
			"unless it was ahead then; what people read as times goes by it",
			"by", by.Round(time.Second), "written", written.UTC())
	}
}
