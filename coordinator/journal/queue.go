package journal

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// entry is what was submitted, and when.
type entry struct {
	Entry
	came time.Time
}

// bare is entries without the times at which they came.
func bare(entries []entry) []Entry {
	all := make([]Entry, len(entries))
	for i := range entries {
		all[i] = entries[i].Entry
	}
	return all
}

// queue holds the entries that no record has taken yet, and counts those that nobody
// has been told the end of.
type queue struct {
	ready chan struct{} // has a token when something may wait

	mu      sync.Mutex
	waiting []entry      // the oldest first
	pending atomic.Int64 // submitted and not answered, waiting or not; changed under mu
	limit   atomic.Int64 // of pending
	idle    chan struct{}
	enough  int // of waiting, for grew to be closed; zero when it is, or nobody waits for it
	grew    chan struct{}
}

func (q *queue) init(limit int) {
	q.ready = make(chan struct{}, 1)
	q.idle = make(chan struct{})
	q.limit.Store(int64(limit))
}

// add is false when the queue is full.
func (q *queue) add(e entry) bool {
	q.mu.Lock()
	if q.full() {
		q.mu.Unlock()
		return false
	}
	q.waiting = append(q.waiting, e)
	q.pending.Add(1)
	q.tellGrown()
	first := len(q.waiting) == 1
	q.mu.Unlock()
	if first {
		poke(q.ready)
	}
	return true
}

// grown gives a channel that is closed as soon as n entries wait. The one it gave
// before is forgotten.
func (q *queue) grown(n int) <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.enough, q.grew = max(n, 1), make(chan struct{})
	q.tellGrown()
	return q.grew
}

// tellGrown closes what grown gave if it is time; q.mu is held.
func (q *queue) tellGrown() {
	if q.enough > 0 && len(q.waiting) >= q.enough {
		close(q.grew)
		q.enough = 0
	}
}

// full tells whether add would be false.
func (q *queue) full() bool { return q.pending.Load() >= q.limit.Load() }

// pop removes up to n entries, the oldest first.
func (q *queue) pop(n int) []entry {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.cut(n)
}

// putBack makes entries that were taken the oldest again.
func (q *queue) putBack(entries []entry) {
	if len(entries) == 0 {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = slices.Concat(entries, q.waiting)
	poke(q.ready)
}

// popStale removes the entries that have waited longer than d.
func (q *queue) popStale(d time.Duration) []entry {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := 0
	for n < len(q.waiting) && time.Since(q.waiting[n].came) > d {
		n++
	}
	return q.cut(n)
}

// cut removes up to n entries; q.mu is held.
func (q *queue) cut(n int) []entry {
	taken := q.waiting
	switch {
	case n == 0:
		return nil
	case len(taken) <= n:
		q.waiting = make([]entry, 0, min(2*len(taken), 1024))
		return taken
	default:
		q.waiting = append(make([]entry, 0, len(taken)), taken[n:]...)
		poke(q.ready)
		return taken[:n:n]
	}
}

// close removes everything, and takes nothing more.
func (q *queue) close() []entry {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.limit.Store(0)
	return q.cut(len(q.waiting))
}

// done says that n entries have been answered.
func (q *queue) done(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.pending.Add(-int64(n)) == 0 {
		close(q.idle)
		q.idle = make(chan struct{})
	}
}

// len is how many entries nobody has been told the end of, and a channel
// that is closed when next there are none.
func (q *queue) len() (int, <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return int(q.pending.Load()), q.idle
}
