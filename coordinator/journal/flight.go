package journal

import (
	"bytes"
	"sync"
	"time"
)

// maxInFlight is how many records of one replica are on their way at once. A
// second would overlap with the first, but both are smaller then, and a record
// costs more than what is in it. See docs/internals/journal.md, "What a record
// costs".
const maxInFlight = 1

// sending is a record of this replica between its first publish and the moment it
// is applied.
type sending struct {
	id      string // the message id, the same for every publish
	data    []byte
	entries []Entry   // none in a probe
	sent    time.Time // the first publish
	stamped time.Time // the same, by this replica's wall clock
	resent  time.Time // the last publish
}

// probe tells whether s only shows that this replica can commit.
func (s *sending) probe() bool { return len(s.entries) == 0 }

// flight is the records on their way.
type flight struct {
	slots chan struct{} // one token a record with commands in it

	mu      sync.Mutex
	records map[string]*sending
}

func (f *flight) init() {
	f.slots = make(chan struct{}, maxInFlight)
	f.records = make(map[string]*sending)
}

func (f *flight) add(s *sending) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.records[s.id] = s
}

// get is the record under a message id, nil when it is not on its way.
func (f *flight) get(id string) *sending {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.records[id]
}

// find is the record that was stored under a message id. Somebody else's
// under an id of ours is none.
func (f *flight) find(id string, data []byte) *sending {
	if s := f.get(id); s != nil && bytes.Equal(s.data, data) {
		return s
	}
	return nil
}

// probing tells whether a probe is on its way.
func (f *flight) probing() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.records {
		if s.probe() {
			return true
		}
	}
	return false
}

// land takes a record out, applied or given up.
func (f *flight) land(s *sending) {
	f.mu.Lock()
	delete(f.records, s.id)
	f.mu.Unlock()
	if !s.probe() {
		<-f.slots
	}
}

// all is the records on their way, in no order.
func (f *flight) all() []*sending {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := make([]*sending, 0, len(f.records))
	for _, s := range f.records {
		all = append(all, s)
	}
	return all
}
