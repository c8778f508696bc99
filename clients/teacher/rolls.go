package teacher

import (
	"maps"
	"slices"
	"sync"

	"github.com/chamada/chamada/subjects"
	"github.com/nats-io/nuid"
)

// roll is a roll call that this session opened or took over.
type roll struct {
	class subjects.Class
	end   string // the id of its end, the same however often that is asked for
	stop  func() // stops following its arrivals
}

// rolls are the open ones. The zero value has none.
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
	added := &roll{class: class, end: nuid.Next(), stop: func() {}}
	r.byClass[class] = added
	return added
}

func (r *rolls) remove(class subjects.Class) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.byClass, class)
}

func (r *rolls) classes() []subjects.Class {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Sorted(maps.Keys(r.byClass))
}
