package rollcall

import "iter"

// slots holds rolls under small numbers, which are used again.
type slots struct {
	rolls []*roll // nil: free
	free  []uint32
}

func (s *slots) add(r *roll) {
	if n := len(s.free); n > 0 {
		r.slot = s.free[n-1]
		s.free = s.free[:n-1]
		s.rolls[r.slot] = r
		return
	}
	r.slot = uint32(len(s.rolls))
	s.rolls = append(s.rolls, r)
}

func (s *slots) at(slot uint32) *roll { return s.rolls[slot] }

func (s *slots) remove(r *roll) {
	s.rolls[r.slot] = nil
	s.free = append(s.free, r.slot)
}

// all yields the rolls in no particular order that replicas share.
func (s *slots) all() iter.Seq[*roll] {
	return func(yield func(*roll) bool) {
		for _, r := range s.rolls {
			if r != nil && !yield(r) {
				return
			}
		}
	}
}
