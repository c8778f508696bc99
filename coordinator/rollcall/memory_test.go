package rollcall_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// memory is how much a state holds, settled tries and barriers apart.
type memory struct{ rolls, open, presences, receipts int }

func (r *replica) memory() memory {
	rolls, receipts, _, _ := r.Held()
	return memory{rolls, r.OpenRolls(), r.Presences(), receipts}
}

func (m memory) String() string {
	return fmt.Sprintf("%d rolls (%d open), %d presences, %d receipts", m.rolls, m.open,
		m.presences, m.receipts)
}

// memory is how much a replica must hold that began with record first and last
// swept at swept: neither more nor less.
func (n *naive) memory(first uint64, swept sweeping) (m memory) {
	held := make(map[*naiveRoll]bool)
	newest := make(map[uint64]*naiveRoll) // by class
	for _, r := range n.rolls {
		newest[r.class] = r
		if r.opened.Record >= first && !n.swept(r, swept) {
			held[r] = true
			m.presences += len(r.came)
		}
	}
	m.rolls = len(held)
	for _, r := range newest {
		if held[r] && !r.over {
			m.open++
		}
	}
	m.receipts = n.receipts(held)
	return m
}

// swept tells whether a sweep has given back the roll call.
func (n *naive) swept(r *naiveRoll, swept sweeping) bool {
	switch {
	case !n.counted:
		return r.expires()+hour <= swept.at
	case r.byStamps != 0 && r.byStamps+hour <= swept.at:
		return true
	case r.over:
		return r.endedAt+rollcall.Age(24*hour) <= swept.age
	default:
		return r.startedAt+rollcall.Age(7*day) <= swept.age
	}
}

// receipts counts the requests whose latest effect was in a roll that is held.
func (n *naive) receipts(held map[*naiveRoll]bool) (count int) {
	latest := make(map[request]*naiveRoll)
	for _, e := range n.effects {
		if e.request.id != "" {
			latest[e.request.identity()] = e.roll
		}
	}
	for _, r := range latest {
		if held[r] {
			count++
		}
	}
	return count
}

// TestPropertyMemory lets time pass until the state is as empty as a new one.
func TestPropertyMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(2)
		t.Repeat(map[string]func(*rapid.T){"record": c.record, "restart": c.restart})
		for n, r := range c.replicas {
			r.sweepAt(c.history.now + rollcall.ListedFor + rollcall.Slack)
			if _, counted := r.Counted(); counted {
				at := c.history.later(r.Next(), 7*day)
				r.enter(at)
				r.Pass(at.record)
				r.sweepAt(at.written)
				r.Begins(r.LowWater())
			}
			if _, _, tries, barriers := r.Held(); tries != 0 || barriers != 0 ||
				r.memory() != (memory{}) {
				t.Fatalf("replica %d still has %v, %d tries, %d barriers", n, r.memory(), tries,
					barriers)
			}
			if _, counted := r.Counted(); !counted && r.LowWater() != r.Next() || counted &&
				r.LowWater() != r.Next()-1 {
				t.Fatalf("replica %d needs the journal from %d of %d", n, r.LowWater(), r.Next())
			}
		}
	})
}
