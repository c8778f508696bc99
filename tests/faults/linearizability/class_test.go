//go:build faults && linux

package linearizability_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/check"
	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/nemesis"
)

const (
	keepers    = 6 // clients who put, get and remove class lists
	keptLists  = 4
	listsFor   = 20 * time.Second
	listSearch = time.Minute
)

// TestClassLists has clients of three nodes change the same class lists while nodes are killed,
// paused and cut off: each list must be a register that is replaced only by who names its revision.
func TestClassLists(t *testing.T) {
	v, operations := keepLists(t, built(program), []string{"kill", "pause", "isolate"}, *seed)
	for _, bad := range v.Violations {
		t.Error(bad)
	}
	if len(v.Undecided) > 0 {
		t.Errorf("not decided: classes %v", v.Undecided)
	}
	t.Logf("%d operations, %d classes", operations, v.Judged)
	if operations < 200 {
		t.Errorf("%d operations are too few", operations)
	}
}

// TestClassListsTeeth must find a program wrong that gets a class list without waiting for the
// marker.
func TestClassListsTeeth(t *testing.T) {
	b := broken{name: "gets what it has", edits: []edit{
		{"classes/follow.go", "\tread := make(chan error, 1)\n",
			"\tif c.store != nil {\n\t\treturn nil\n\t}\n\tread := make(chan error, 1)\n"}}}
	program := b.build(t)
	for round := range uint64(teethRounds) {
		v, operations := keepLists(t, program, []string{"kill"}, *seed+round)
		if len(v.Violations) > 0 {
			t.Logf("in %d operations %d violations", operations, len(v.Violations))
			return
		}
	}
	t.Error("nothing is found wrong")
}

// keepLists runs a program under faults, and judges what the clients were told.
func keepLists(t *testing.T, program string, kinds []string, seed uint64) (v check.Verdict, n int) {
	t.Helper()
	c := cluster.New(t, program)
	rec := record(t)
	stopped := make(chan struct{})
	var all sync.WaitGroup
	var mu sync.Mutex
	var operations []check.ClassOperation
	for i := range keepers {
		k := &keeper{client: dial(t, c.Nodes[i%len(c.Nodes)].URL(), rec, i),
			rng: rand.New(rand.NewPCG(seed, uint64(i))), over: map[subjects.Class]uint64{}}
		all.Go(func() {
			own := k.run(stopped)
			mu.Lock()
			defer mu.Unlock()
			operations = append(operations, own...)
		})
	}
	nemesis.New(t, c, rec, seed).Run(kinds, listsFor)
	close(stopped)
	all.Wait()
	return check.Classes(operations, listSearch), len(operations)
}

// keeper is one client of class lists.
type keeper struct {
	*client
	rng  *rand.Rand
	over map[subjects.Class]uint64 // the revision that it saw last
	n    int
}

func (k *keeper) run(stopped <-chan struct{}) (all []check.ClassOperation) {
	for {
		select {
		case <-stopped:
			return all
		case <-time.After(time.Duration(k.rng.Int64N(int64(60 * time.Millisecond)))):
			all = append(all, k.one())
		}
	}
}

// one operation; who changes a list names the revision that it saw last, or none.
func (k *keeper) one() check.ClassOperation {
	k.n++
	class := subjects.Class(1 + k.rng.IntN(keptLists))
	o := check.ClassOperation{Client: k.number, Class: class, Invoked: k.rec.Now(),
		Op: check.ClassGet}
	ctx, raw := context.Background(), clients.Reply{}
	var err error
	switch pick := k.rng.IntN(10); {
	case pick < 4:
		o.Op, o.Over, o.Value = check.ClassPut, k.over[class], fmt.Sprintf("%d-%d", k.number, k.n)
		var done subjects.ClassPutDone
		done, err = k.PutClass(ctx, subjects.PutRequest{Class: class, Revision: o.Over,
			ClassList: subjects.ClassList{Name: o.Value}}, clients.Raw(&raw))
		o.Revision = done.Revision
	case pick < 5 && k.over[class] != 0:
		o.Op, o.Over = check.ClassRemove, k.over[class]
		_, err = k.RemoveClass(ctx, class, o.Over, clients.Raw(&raw))
	default:
		var got subjects.ClassGot
		got, err = k.Class(ctx, class, clients.Raw(&raw))
		o.Revision, o.Got = got.Revision, got.Name
	}
	o.Returned, o.Tries = k.rec.Now(), raw.Tries
	k.told(&o, err)
	return o
}

// told fills in what came of it.
func (k *keeper) told(o *check.ClassOperation, err error) {
	switch {
	case err == nil:
		o.Outcome = check.ClassDone
	case errors.Is(err, clients.ErrNoClass):
		o.Outcome = check.ClassNone
	case errors.Is(err, clients.ErrConflict):
		o.Outcome = check.ClassConflict
		if said, ok := errors.AsType[*subjects.Error](err); ok {
			o.Revision = said.Revision
		}
	case errors.Is(err, clients.ErrUnavailable):
		o.Outcome = check.ClassUnknown
	case errors.Is(err, clients.ErrNoCoordinator), errors.Is(err, clients.ErrOverloaded):
		o.Outcome = check.ClassNothing
	default:
		k.t.Error(err)
		o.Outcome = check.ClassUnknown
	}
	if o.Outcome == check.ClassUnknown || o.Outcome == check.ClassNothing {
		return // it knows no more than before
	}
	if k.over[o.Class] = o.Revision; o.Op == check.ClassRemove && o.Outcome != check.ClassConflict {
		k.over[o.Class] = 0
	}
}
