package rollcall

import (
	"cmp"
	"slices"
)

// barrier says that the journal must keep both or neither of a record, a roll's
// start or a settled try, and a later one whose outcome that decided.
type barrier struct {
	start, needed uint64 // records
}

// Sweep gives back the memory of rolls and tries that nothing can ask for any more when
// the journal's time is now. It is for the time between records, and as often
// or seldom as one likes: [Slack] later than anything could notice, it changes
// no outcome, so replicas need not sweep alike. That holds as long as no command
// yet to be applied is older than now by more than Slack: who is behind in the
// journal must not sweep by a clock.
func (s *State) Sweep(now Time) {
	for r := range s.kept.all() {
		if r.expires()+Slack <= now {
			s.erase(r)
		}
	}
	s.barriers = append(s.barriers, s.tries.sweep(now)...)
	low := s.LowWater()
	s.barriers = slices.DeleteFunc(s.barriers, func(b barrier) bool { return b.needed < low })
}

func (s *State) erase(r *roll) {
	in := s.classes[r.class]
	if in.open == r {
		in.open = nil
		s.open--
	}
	if in.last == r {
		in.last = nil
	}
	if in.rolls--; in.rolls == 0 {
		delete(s.classes, r.class)
	} else {
		in.forget(r)
	}
	s.presents -= len(r.presences)
	s.kept.remove(r)
	if r.needed != 0 {
		s.barriers = append(s.barriers, barrier{r.opened.Record, r.needed})
	}
}

// LowWater is the first record that the journal must keep: applying the
// journal from there gives the same rolls as applying all of it. It is for
// the time between records, and never goes back.
func (s *State) LowWater() uint64 {
	low := s.tries.lowWater(s.next)
	for r := range s.kept.all() {
		low = min(low, r.opened.Record)
	}
	// From the latest needed down, so that one pass finds every barrier that
	// a lowered mark has come to stand in.
	slices.SortFunc(s.barriers, func(a, b barrier) int { return cmp.Compare(b.needed, a.needed) })
	for _, b := range s.barriers {
		if b.start < low && low <= b.needed {
			low = b.start
		}
	}
	return low
}
