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

// Sweep gives back the memory of rolls and tries that nothing can ask for any more. It is
// for the time between records, and as often or seldom as one likes: it changes no
// outcome, so replicas need not sweep alike.
//
// A state that goes by age needs no clock for it. One that does not goes by now, the
// journal's time, [Slack] later than anything could notice. That holds as long as no
// command yet to be applied is older than now by more than Slack: who is behind in
// the journal must not sweep by a clock.
func (s *State) Sweep(now Time) { s.SweepAt(now, s.age) }

// SweepAt is [State.Sweep] at an age that no record has told yet: the next one must.
func (s *State) SweepAt(now Time, age Age) {
	age = max(age, s.age)
	for r := range s.kept.all() {
		if s.gone(r, now, age) && !s.held(r) {
			s.erase(r)
		}
	}
	s.barriers = append(s.barriers, s.sweepTries(now, age)...)
	low := s.LowWater()
	s.forgetTold(low)
	if !s.counted { // else it may be asked for marks before that
		s.forgetBarriers(low)
	}
}

// Begins tells that the journal has no record before first any more.
func (s *State) Begins(first uint64) { s.forgetBarriers(first) }

// forgetBarriers forgets those in front of a record.
func (s *State) forgetBarriers(first uint64) {
	s.barriers = slices.DeleteFunc(s.barriers, func(b barrier) bool { return b.needed < first })
}

func (s *State) erase(r *roll) {
	in := s.classes[r.class]
	if in.open == r {
		in.open = nil
		s.open--
		s.byOwner.remove(r)
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
func (s *State) LowWater() uint64 { return s.LowWaterBelow(s.next) }

// LowWaterBelow is the last record up to limit from which on the journal gives the same
// rolls as all of it. Whoever names a limit before the next record has seen that no
// record before that one has a greater age.
func (s *State) LowWaterBelow(limit uint64) uint64 {
	low := min(limit, s.tries.lowWater(s.next))
	if s.fence != 0 { // who does not know it would judge what it keeps from having an effect
		low = min(low, s.fence)
	}
	for r := range s.kept.all() {
		low = min(low, r.opened.Record)
	}
	// From the latest needed down, so that one pass finds every barrier that
	// a lowered mark has come to stand in.
	slices.SortFunc(s.barriers, func(a, b barrier) int { return cmp.Compare(b.needed, a.needed) })
	for was := uint64(0); was != low; {
		was = low
		for _, b := range s.barriers {
			if b.start < low && low <= b.needed {
				low = b.start
			}
		}
		if low != limit || limit == s.next {
			low = s.mark(low)
		}
	}
	return low
}
