package journal

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

var errReplaying = errors.New("replaying the journal")

// Health says whether this replica can commit, and whether it should take
// requests at all.
type Health struct {
	Err error // nil: what is submitted will be committed
	// Serving is false while others should serve in this replica's place: it
	// has not replayed the journal, or cannot reach it. It is true when no
	// other could do better, because the journal itself is full for instance:
	// then somebody must say so to those who ask.
	Serving bool
}

// health is the current Health and who waits for it to change.
type health struct {
	well    atomic.Bool // now.Err is nil
	mu      sync.Mutex
	now     Health
	changed chan struct{}
}

func (h *health) init() {
	h.now = Health{Err: errReplaying}
	h.changed = make(chan struct{})
}

// set tells whether the health has changed by it.
func (h *health) set(now Health) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	was := h.now
	h.now = now
	h.well.Store(now.Err == nil)
	if was.Serving == now.Serving && fmt.Sprint(was.Err) == fmt.Sprint(now.Err) {
		return false
	}
	close(h.changed)
	h.changed = make(chan struct{})
	return true
}

func (h *health) get() (Health, <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now, h.changed
}

// Health is the current health, and a channel that is closed when it is
// another.
func (j *Journal) Health() (Health, <-chan struct{}) { return j.health.get() }
