//go:build faults && linux

package linearizability_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/history"
)

const (
	smallClients  = 10
	smallClasses  = 6
	smallStudents = 8 // more could not be searched

	largeClients  = 6 // students; each class has a teacher besides
	largeClasses  = 3
	largeStudents = 300

	remembered = 200 // effects, to be asked for again
	proofsEach = 6   // codes and tickets of a class

	// Every minute there are other classes: a history of hours could not be
	// searched as a whole.
	classesFor = time.Minute
	aMinutes   = 100 // class numbers
	firstLarge = 51  // of these
)

// load is clients who take no notice of what happens to the nodes.
type load struct {
	rec     *history.Recorder
	stopped chan struct{}
	stop    func() // returns when everybody has had their last answer
	all     sync.WaitGroup

	mu      sync.Mutex
	ids     int
	effects []history.Operation                    // the last of them
	proofs  map[subjects.Class][]history.Operation // the codes and tickets given last
}

// newLoad connects clients to all the nodes in turn and lets them ask.
func newLoad(t *testing.T, c *cluster.Cluster, rec *history.Recorder) *load {
	t.Helper()
	l := &load{rec: rec, stopped: make(chan struct{}),
		proofs: make(map[subjects.Class][]history.Operation)}
	l.stop = sync.OnceFunc(func() {
		close(l.stopped)
		l.all.Wait()
	})
	for i := range smallClients + largeClasses + largeClients {
		one := &user{dial(t, c.Nodes[i%len(c.Nodes)].URL(), rec, i), l,
			rand.New(rand.NewPCG(*seed, uint64(i)))}
		switch i -= smallClients; {
		case i < 0:
			l.all.Go(one.anything)
		case i < largeClasses:
			l.all.Go(func() { one.teach(i) })
		default:
			l.all.Go(one.study)
		}
	}
	t.Cleanup(l.stop)
	return l
}

// fresh is an operation under an id of its own.
func (l *load) fresh(op history.Op, class subjects.Class) history.Operation {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ids++
	o := history.Operation{Op: op, Class: class, ID: fmt.Sprintf("%d-%d", *seed, l.ids),
		Large: class%aMinutes >= firstLarge}
	if op == history.Start && class%3 != 0 { // most classes want a code, the longest there is
		o.Every = subjects.MaxCodeEvery
	}
	return o
}

// small and large are the ith class of its kind, at this time.
func (l *load) small(i int) subjects.Class { return l.minute() + subjects.Class(1+i) }
func (l *load) large(i int) subjects.Class { return l.minute() + subjects.Class(firstLarge+i) }

func (l *load) minute() subjects.Class { return subjects.Class(l.rec.Now()/classesFor) * aMinutes }

// again is an operation that took effect lately, to be asked for once more.
func again(o history.Operation) history.Operation {
	return history.Operation{Op: o.Op, Class: o.Class, Student: o.Student, ID: o.ID,
		Every: o.Every, Code: o.Code, Ticket: o.Ticket, Device: o.Device, Strike: o.Strike,
		Large: o.Large}
}

// remember keeps what took effect, and the code or ticket that was given.
func (l *load) remember(o history.Operation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if o.Outcome.Effective() {
		l.effects = last(remembered, append(l.effects, o))
	}
	switch {
	case o.Outcome == history.Opened:
		l.proofs[o.Class] = last(1, l.proofs[o.Class])
	case o.Given != "":
		l.proofs[o.Class] = last(proofsEach, append(l.proofs[o.Class], o))
	}
}

func last[T any](n int, all []T) []T { return all[max(0, len(all)-n):] }

// given are the proofs that a class had lately.
func (l *load) given(class subjects.Class) []history.Operation {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.proofs[class])
}
