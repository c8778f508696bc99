package measure

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// Names of the services in reports, two of them in each.
const (
	Echo    = "echo"
	Chamada = "chamada"

	// Of [RunPage].
	Bare = "bare"
	Page = "page"
)

const (
	// firstClass and the numbers up to MaxClass are too long for anybody to
	// have chosen one for a class.
	firstClass = subjects.MaxClass/2 + 1
	// firstStudent is a matrícula as long as real ones.
	firstStudent = 100_000_000
)

// target is a service under load.
type target struct {
	name      string
	subject   string // of presences
	ids       string // what the ids of all requests begin with
	attendant attendant
	lanes     []*lane // of a steady load

	base     subjects.Class
	students int // of a roll call, at most
	issued   atomic.Uint64
}

// newTarget is that of a coordinator. Classes and students are never the same
// twice in a run, nor classes, by all odds, in two runs.
func newTarget(name string, load Load, a attendant) *target {
	return &target{
		name: name, subject: subjects.StudentPresent, ids: nuid.Next() + "-", attendant: a,
		base: firstClass + rand.N(firstClass/2), students: load.Students,
	}
}

// issue makes the next roll call, which is yet to be opened.
func (t *target) issue(students int) *roll {
	n := t.issued.Add(1)
	return newRoll(t.base+subjects.Class(n), firstStudent+n*uint64(t.students), students)
}

// furnish gives it the lanes of a steady load, each with a roll call. The error
// is that of openRolls, and then it has none.
func (t *target) furnish(ctx context.Context, lanes int) error {
	rolls, err := t.openRolls(ctx, slices.Repeat([]int{t.students}, lanes))
	for _, r := range rolls {
		t.lanes = append(t.lanes, newLane(t.attendant, func() *roll {
			return t.issue(t.students)
		}, r))
	}
	return err
}

// finish ends every roll call of the lanes. The load must be over.
func (t *target) finish(tell func(Progress)) {
	tell(Progress{Phase: Ending})
	inParallel(len(t.lanes), func(i int) { t.lanes[i].finish() })
}

// openRolls opens roll calls of these sizes. When one could not be opened, or
// ctx is over, that is the error, no more are opened, and those that were are
// ended.
func (t *target) openRolls(ctx context.Context, sizes []int) ([]*roll, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	rolls := make([]*roll, len(sizes))
	inParallel(len(sizes), func(i int) {
		if ctx.Err() != nil {
			return
		}
		r := t.issue(sizes[i])
		if err := t.attendant.open(r); err != nil {
			fail(err)
			return
		}
		rolls[i] = r
	})
	if err := context.Cause(ctx); err != nil {
		t.endRolls(rolls)
		return nil, err
	}
	return rolls, nil
}

// endRolls ends those that are not nil. Every student must be settled.
func (t *target) endRolls(rolls []*roll) {
	inParallel(len(rolls), func(i int) {
		if rolls[i] != nil {
			t.attendant.end(rolls[i])
		}
	})
}
