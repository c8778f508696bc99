package journal

import (
	"bytes"
	"sync"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// maxInFlight is how many records of one replica are on their way at once. A
// second would overlap with the first, but both are smaller then, and a record
// costs more than what is in it. See DESIGN.md, "What a record costs".
const maxInFlight = 1

// record is a record of this replica between its first publish and the
// moment it is applied.
type record struct {
	id      string // the message id, the same for every publish
	data    []byte
	entries []entry   // empty in a probe
	sent    time.Time // the first publish
	stamped time.Time // the same, by the clock that stamps commands
	resent  time.Time // the last publish
}

// commands appends to dst the commands that are in data.
func (r *record) commands(dst []rollcall.Command) []rollcall.Command {
	for i := range r.entries {
		dst = append(dst, r.entries[i].command)
	}
	return dst
}

// probe tells whether r only shows that this replica can commit.
func (r *record) probe() bool { return len(r.entries) == 0 }

// flight is the records on their way.
type flight struct {
	slots chan struct{} // one token a record with commands in it

	mu      sync.Mutex
	records map[string]*record
}

func (f *flight) init() {
	f.slots = make(chan struct{}, maxInFlight)
	f.records = make(map[string]*record)
}

func (f *flight) add(r *record) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.records[r.id] = r
}

// get is the record under a message id, nil when it is not on its way.
func (f *flight) get(id string) *record {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.records[id]
}

// find is the record that was stored under a message id. Somebody else's
// under an id of ours is none.
func (f *flight) find(id string, data []byte) *record {
	if r := f.get(id); r != nil && bytes.Equal(r.data, data) {
		return r
	}
	return nil
}

// probing tells whether a probe is on its way.
func (f *flight) probing() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.records {
		if r.probe() {
			return true
		}
	}
	return false
}

// land takes a record out, applied or given up.
func (f *flight) land(r *record) {
	f.mu.Lock()
	delete(f.records, r.id)
	f.mu.Unlock()
	if !r.probe() {
		<-f.slots
	}
}

// all is the records on their way, in no order.
func (f *flight) all() []*record {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := make([]*record, 0, len(f.records))
	for _, r := range f.records {
		all = append(all, r)
	}
	return all
}
