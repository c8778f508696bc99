package teacher

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// roll is a roll call that this session opened or took over, or wanted to open and
// was never told whether it did.
type roll struct {
	class subjects.Class
	id    string // as replies have it; empty before the first
	start string // the id of its start, the same however often that is asked for
	end   string // that of its end
	every int    // seconds that its code lasts, as was wanted; 0: no code
	stop  func() // stops following its arrivals

	starting bool      // whether it was opened is not known
	ending   bool      // whether it has ended is not known
	until    time.Time // it takes presences, by this machine's clock
}

// found is what a reply says of the roll. Until when it takes presences follows from
// two times of the server't.
func (r *roll) found(id string, started, now subjects.Time) {
	r.id = id
	left := subjects.AcceptsFor - now.Time().Sub(started.Time())
	r.until = time.Now().Round(0).Add(left) // it goes on while a laptop sleeps
}

// forgotten tells whether no presences are taken any more.
func (r *roll) forgotten() bool { return !time.Now().Round(0).Before(r.until) }

// rolls are the open ones, and those that may be. The zero value has none.
type rolls struct {
	mu      sync.Mutex
	byClass map[subjects.Class]*roll
}

func (r *rolls) find(class subjects.Class) *roll {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.byClass[class]
}

func (r *rolls) add(class subjects.Class) *roll {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byClass == nil {
		r.byClass = make(map[subjects.Class]*roll)
	}
	added := &roll{class: class, start: nuid.Next(), end: nuid.Next(), stop: func() {}}
	r.byClass[class] = added
	return added
}

func (r *rolls) remove(class subjects.Class) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.byClass, class)
}

// all are the rolls by class.
func (r *rolls) all() []*roll {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.SortedFunc(maps.Values(r.byClass), func(a, b *roll) int {
		return cmp.Compare(a.class, b.class)
	})
}
