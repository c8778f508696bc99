package journal

import (
	"log/slog"
	"time"
)

// leastStep is the least difference of a wall clock from the monotonic one, since it was
// last looked at, that is told: a leap second is none.
const leastStep = 2 * time.Second

// wallClock tells when this machine's wall clock was set, which ends or erases nothing.
type wallClock struct {
	now     func() time.Time
	elapsed func() time.Duration
	log     *slog.Logger

	ahead  time.Duration // of the monotonic one, when last looked
	looked bool
	began  time.Time // by now
}

// look tells of a step since it last looked.
func (w *wallClock) look() {
	if !w.looked {
		w.began = w.now().Round(0)
	}
	ahead := w.now().Round(0).Sub(w.began) - w.elapsed()
	if step := ahead - w.ahead; w.looked && step.Abs() > leastStep {
		w.log.Warn("this machine's clock was set, or stood still while the machine slept; what people read as times goes by it, and nothing else",
			"by", step.Round(time.Millisecond))
	}
	w.ahead, w.looked = ahead, true
}

// before tells of a clock that is before a journal that was written until then.
func (w *wallClock) before(written time.Time) {
	if by := written.Sub(w.now()); by > maxSkew {
		w.log.Error("this machine's clock is before the journal was last written: set it right; what people read as times goes by it",
			"by", by.Round(time.Second), "written", written.UTC())
	}
}
