package rollcall_test

import (
	"math"
	"slices"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// replica is a state and what its owner knows of it.
type replica struct {
	*rollcall.State
	first  uint64 // the record it began with
	swept  sweeping
	oldest []uint64 // records that had the greatest age so far
	marks  []uint64 // every low-water mark it has told
}

// sweeping is how far a replica has swept: up to a time, and up to an age.
type sweeping struct {
	at  rollcall.Time
	age rollcall.Age
}

// entering is what the first line of a record says.
type entering struct {
	record   uint64
	rules    rollcall.Rules
	written  rollcall.Time
	age, off rollcall.Age
	after    uint64 // what its writer had applied
	fence    bool
}

func (r *replica) enter(e entering) {
	if age, counted := r.Counted(); e.rules >= rollcall.ByAge && (!counted || e.age >= age) {
		r.oldest = append(r.oldest, e.record)
	}
	r.Enter(rollcall.Head{Record: e.record, Rules: e.rules, Written: e.written, Age: e.age,
		Off: e.off, After: e.after, Fence: e.fence})
}

// cuts is the records with the greatest age from which on all is there.
func (r *replica) cuts() (cuts []uint64) {
	for _, record := range r.oldest {
		if record < r.Next() && r.LowWaterBelow(record) == record {
			cuts = append(cuts, record)
		}
	}
	return cuts
}

// newReplica is a replica that begins with record first.
func newReplica(first uint64) *replica {
	s := rollcall.NewState()
	s.Pass(first - 1)
	return &replica{State: s, first: first, swept: sweeping{age: math.MinInt64},
		marks: []uint64{s.LowWater()}}
}

// sweeps says whether to sweep after a record, and how far ahead of it.
type sweeps func() (ahead rollcall.Time, ok bool)

func never() (rollcall.Time, bool) { return 0, false }

var aheads = rapid.SampledFrom([]rollcall.Time{0, -day, -second, second, minute, furthestAhead})

// draw draws anew after each record, so that no two replicas sweep alike.
func draw(t *rapid.T) sweeps {
	return func() (rollcall.Time, bool) {
		if !rapid.Bool().Draw(t, "sweeps") {
			return never()
		}
		return aheads.Draw(t, "ahead"), true
	}
}

// sweep sweeps, or not, after a record that was written at now, and notes the
// mark before and after.
func (r *replica) sweep(sweeps sweeps, now rollcall.Time) {
	r.marks = append(r.marks, r.LowWater())
	if ahead, ok := sweeps(); ok {
		r.sweepAt(now + ahead)
	}
}

func (r *replica) sweepAt(now rollcall.Time) {
	r.Sweep(now)
	if age, counted := r.Counted(); counted {
		r.swept.age = max(r.swept.age, age)
	} else {
		r.swept.at = max(r.swept.at, now)
	}
	r.marks = append(r.marks, r.LowWater())
}

// digest is that of the state, which is swept for it.
func (r *replica) digest() (sum uint64, counted bool) {
	sum, counted = r.Digest()
	if age, _ := r.Counted(); counted {
		r.swept.age = max(r.swept.age, age)
	}
	return sum, counted
}

// check holds the replica to its invariants, and its memory to the register.
func (r *replica) check(t *rapid.T, n *naive) {
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(r.marks) {
		t.Fatalf("the low-water mark goes back: %d", r.marks)
	}
	if got, want := r.memory(), n.memory(r.first, r.swept); got != want {
		t.Fatalf("begun with record %d and swept at %+v, in memory are\n%v\nand should be\n%v",
			r.first, r.swept, got, want)
	}
}
