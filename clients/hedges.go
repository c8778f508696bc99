package clients

import (
	"sync/atomic"
	"time"
)

// A request may have been dealt to a node that has just died. A client that many use knows
// how soon answers come, and sends again what is late, sooner than hedgeAfter. Whom it asks
// may be overloaded and not dead, so it does that with one request of hedgeOneOf at most.
const (
	earliestHedge = 40 * time.Millisecond
	hedgeOneOf    = 20
	hedgesAtOnce  = 32 // of what was saved up while all was well
	// lateBy is how much longer than nine of ten answers one must take to be late.
	lateBy = 2
)

// hedges are those of one client. The zero value knows nothing, and has saved nothing.
type hedges struct {
	saved atomic.Int64 // in parts of one hedge
	usual atomic.Int64 // within which nine of ten are answered, in nanoseconds
}

// after is how long the first try is waited for.
func (h *hedges) after() time.Duration {
	if h.saved.Load() < hedgeOneOf {
		return hedgeAfter
	}
	return min(max(earliestHedge, lateBy*time.Duration(h.usual.Load())), hedgeAfter)
}

// answered notes an answer, or that there was none, and how long it took. The estimate goes
// up by as much for one answer that was later as it goes down for nine that were not, so a
// few that take very long do not move it.
func (h *hedges) answered(took time.Duration) {
	if saved := h.saved.Load(); saved < hedgesAtOnce*hedgeOneOf {
		h.saved.Add(1)
	}
	usual := max(time.Duration(h.usual.Load()), time.Millisecond)
	step := usual / 64
	if took > usual {
		usual = min(usual+9*step, hedgeAfter)
	} else {
		usual -= step
	}
	h.usual.Store(int64(usual)) // what another has noted at the same moment may be lost
}

// take takes one of the hedges that were saved up, if there is one.
func (h *hedges) take() bool {
	if h.saved.Add(-hedgeOneOf) >= 0 {
		return true
	}
	h.saved.Add(hedgeOneOf)
	return false
}
