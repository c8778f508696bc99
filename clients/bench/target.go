package bench

import (
	"math/rand/v2"
	"sync"
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
	name    string
	subject string // of presences
	ids     string // what the ids of all requests begin with
	lanes   []*lane
}

// newTarget has a lane for each class. Classes and students are never the
// same twice in a run, nor classes, by all odds, in two runs.
func newTarget(name, subject string, load Load, a attendant) *target {
	t := &target{name: name, subject: subject, ids: nuid.Next() + "-"}
	base := firstClass + rand.N(firstClass/2)
	var issued atomic.Uint64
	issue := func() *roll {
		n := issued.Add(1)
		return newRoll(base+subjects.Class(n), firstStudent+n*uint64(load.Students), load.Students)
	}
	for range load.Classes {
		t.lanes = append(t.lanes, newLane(a, issue))
	}
	return t
}

// newChamada is the system itself.
func newChamada(load Load, t *teacher) *target {
	return newTarget(Chamada, subjects.StudentPresent, load, t)
}

// finish ends every roll call that is open. The load must be over.
func (t *target) finish() {
	var lanes sync.WaitGroup
	for _, l := range t.lanes {
		lanes.Go(l.finish)
	}
	lanes.Wait()
}
