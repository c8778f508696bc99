package rollcall

import (
	"cmp"
	"slices"
)

// barrier says that the journal must keep both or neither of a roll's start
// and a later record whose outcome that roll decided.
type barrier struct {
	start, needed uint64 // records
}

// sweep gives back the memory of rolls that nothing can ask for any more, at
// most once per sweepEvery of the journal's time.
func (s *State) sweep() {
	if s.clock-s.swept < sweepEvery {
		return
	}
	s.swept = s.clock
	for r := range s.kept.all() {
		if r.expires()+Slack <= s.clock {
			s.erase(r)
		}
	}
	low := s.lowWater(s.next - 1) // the record being applied may start a roll yet
	s.barriers = slices.DeleteFunc(s.barriers, func(b barrier) bool { return b.needed < low })
}

func (s *State) erase(r *roll) {
	if s.open[r.class] == r {
		delete(s.open, r.class)
	}
	s.drop(r.key, r)
	s.drop(r.endKey, r)
	for i := range r.presences {
		s.drop(r.presences[i].key, r)
	}
	s.presents -= len(r.presences)
	s.kept.remove(r)
	if r.needed != 0 {
		s.barriers = append(s.barriers, barrier{r.opened.Record, r.needed})
	}
}

// LowWater is the first record that the journal must keep: applying the
// journal from there gives the same rolls as applying all of it. It never
// goes back from one whole record to another.
func (s *State) LowWater() uint64 { return s.lowWater(s.next) }

// lowWater is the mark while the next roll to start does so in record low or
// later.
func (s *State) lowWater(low uint64) uint64 {
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

// Due is when the next roll in memory can be erased, zero when there is none:
// a time for a [Tick] on a journal where nothing else happens.
func (s *State) Due() Time {
	var due Time
	for r := range s.kept.all() {
		if at := r.expires() + Slack; due == 0 || at < due {
			due = at
		}
	}
	return due
}
