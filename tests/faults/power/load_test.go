//go:build faults && linux

package power_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

const (
	classes = 32 // with one roll call after the other
	most    = 40 // students in a roll
	// patience is longer than any outage here, a stall and its end among them.
	patience = 150 * time.Second
)

// load is teachers and students who take no notice of what happens to the
// machines, and what they were told.
type load struct {
	clients []*clients.Client
	stopped chan struct{}
	over    chan struct{} // closed when nobody asks any more
	count   atomic.Int64  // of confirmed
	ends    atomic.Int64  // among them

	mu        sync.Mutex
	confirmed []confirmation
	open      []*roll
	wrong     []error
}

func newLoad(cs []*clients.Client, random *rand.Rand) *load {
	l := &load{clients: cs, stopped: make(chan struct{}), over: make(chan struct{})}
	var all sync.WaitGroup
	for class := range subjects.Class(classes) {
		own := rand.New(rand.NewPCG(random.Uint64(), 0))
		all.Go(func() { l.teach(class+1, own) })
	}
	go func() {
		defer close(l.over)
		all.Wait()
	}()
	return l
}

// teach calls the roll of a class over and over, until something is wrong or
// the load is stopped: then the last roll call stays open.
func (l *load) teach(class subjects.Class, random *rand.Rand) {
	for {
		r := &roll{class: class}
		if _, ok := l.confirm(operation{subject: subjects.TeacherStart, class: class}); !ok {
			return
		}
		if !r.come(l, 1+random.IntN(most)) {
			return
		}
		select {
		case <-l.stopped:
			l.leave(r)
			return
		default:
		}
		if !r.end(l) {
			return
		}
	}
}

func (l *load) leave(r *roll) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = append(l.open, r)
}

// confirm has an operation done. Nothing is asked here that could be refused.
func (l *load) confirm(o operation) (c confirmation, ok bool) {
	c, err := o.confirm(context.Background(), l.client())
	if !l.expect(err) {
		return c, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.confirmed = append(l.confirmed, c)
	l.count.Add(1)
	if o.subject == subjects.TeacherEnd {
		l.ends.Add(1)
	}
	return c, true
}

// client is any of them.
func (l *load) client() *clients.Client { return l.clients[rand.N(len(l.clients))] }

// expect keeps what should not be.
func (l *load) expect(wrong error) (well bool) {
	if wrong == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wrong = append(l.wrong, wrong)
	return false
}

// well tells whether nothing is wrong so far.
func (l *load) well() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.wrong) == 0
}

// grows waits until so many more are confirmed, or nobody asks any more.
func (l *load) grows(more int64) {
	goal := l.count.Load() + more
	l.until(func() bool { return l.count.Load() >= goal })
}

// begins waits until there is something of every kind.
func (l *load) begins() { l.until(func() bool { return l.ends.Load() > 0 }) }

// until waits for a condition, or until nobody asks any more.
func (l *load) until(isTrue func() bool) {
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	for !isTrue() {
		select {
		case <-again.C:
		case <-l.over: // each request has a limit, so in the end they all are
			return
		}
	}
}

// stop waits for the last answers.
func (l *load) stop() {
	close(l.stopped)
	<-l.over
}
