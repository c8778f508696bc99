package bench

import (
	"context"
	"math/rand/v2"
	"sync/atomic"

	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// Names of the two services in reports.
const (
	Echo    = "echo"
	Chamada = "chamada"
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

// furnish gives it the lanes of a steady load.
func (t *target) furnish(lanes int) {
	for range lanes {
		t.lanes = append(t.lanes, newLane(t.attendant, func() *roll { return t.issue(t.students) }))
	}
}

// finish ends every roll call of the lanes. The load must be over.
func (t *target) finish(tell func(Progress)) {
	tell(Progress{Phase: Ending})
	inParallel(len(t.lanes), func(i int) { t.lanes[i].finish() })
}

// openRolls opens roll calls of these sizes. When one could not be opened, or
// ctx is over, that is the error, and those that were opened are ended.
func (t *target) openRolls(ctx context.Context, sizes []int) ([]*roll, error) {
	rolls, errs := make([]*roll, len(sizes)), make([]error, len(sizes))
	inParallel(len(sizes), func(i int) {
		if errs[i] = ctx.Err(); errs[i] != nil {
			return
		}
		r := t.issue(sizes[i])
		if errs[i] = t.attendant.open(r); errs[i] == nil {
			rolls[i] = r
		}
	})
	for _, err := range errs {
		if err != nil {
			t.endRolls(rolls)
			return nil, err
		}
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
