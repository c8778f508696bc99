package rollcall

import "iter"

// With yields the roll calls in memory, open or ended, in which a student is registered or struck
// out, in no order.
func (s *State) With(student Student) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for r := range s.kept.all() {
			if r.has(student) && !yield(r.record()) {
				return
			}
		}
	}
}

func (r *roll) has(student Student) bool {
	for n := range r.presences {
		if r.presences[n].student == student {
			return true
		}
	}
	if r.room == nil {
		return false
	}
	for i := range r.room.strikes {
		if s := &r.room.strikes[i]; !s.lifted && s.Student == student {
			return true
		}
	}
	return false
}
