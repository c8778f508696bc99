package rollcall_test

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// replica is a state and what its owner knows of it.
type replica struct {
	*rollcall.State
	first uint64        // the record it began with
	swept rollcall.Time // the latest time of its sweeps
	marks []uint64      // every low-water mark it has told
}

// newReplica is a replica that begins with record first.
func newReplica(first uint64) *replica {
	s := rollcall.NewState()
	s.Pass(first - 1)
	return &replica{State: s, first: first, marks: []uint64{s.LowWater()}}
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
	r.swept = max(r.swept, now)
	r.marks = append(r.marks, r.LowWater())
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
		t.Fatalf("begun with record %d and swept at %s, in memory are\n%v\nand should be\n%v", r.first, clock(r.swept), got, want)
	}
}
