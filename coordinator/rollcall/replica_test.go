package rollcall_test

import (
	"fmt"
	"testing"

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

// memory is how much a state holds, barriers apart.
type memory struct{ rolls, open, presences, receipts int }

func (r *replica) memory() memory {
	rolls, receipts, _ := r.Held()
	return memory{rolls, r.OpenRolls(), r.Presences(), receipts}
}

func (m memory) String() string {
	return fmt.Sprintf("%d rolls (%d open), %d presences, %d receipts", m.rolls, m.open, m.presences, m.receipts)
}

// memory is how much a replica should hold that began with record first, when
// its latest sweep was at swept: neither more nor less.
func (n *naive) memory(first uint64, swept rollcall.Time) (m memory) {
	open := make(map[uint64]*naiveRoll)
	for _, r := range n.rolls {
		if r.opened.Record >= first && r.over {
			delete(open, r.class)
		} else {
			open[r.class] = r
		}
	}
	return m
}

// TestPropertyMemory lets time pass until the state is as empty as a new one.
func TestPropertyMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(2)
		t.Repeat(map[string]func(*rapid.T){"record": c.record, "restart": c.restart})
		for n, r := range c.replicas {
			r.sweepAt(c.history.now + rollcall.ListedFor + rollcall.Slack)
			if _, _, barriers := r.Held(); barriers != 0 || r.memory() != (memory{}) {
				t.Fatalf("replica %d still has %v, %d barriers", n, r.memory(), barriers)
			}
			if r.LowWater() != r.Next() {
				t.Fatalf("replica %d needs the journal from %d of %d", n, r.LowWater(), r.Next())
			}
		}
	})
}
