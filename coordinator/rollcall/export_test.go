package rollcall

import (
	"fmt"
	"slices"
)

// Check tells which of the invariants between the parts of s does not hold.
func (s *State) Check() error {
	presences := 0
	for r := range s.kept.all() {
		presences += len(r.presences)
		if s.kept.at(r.slot) != r {
			return fmt.Errorf("roll %s is not in its slot", r.id)
		}
	}
	if presences != s.presents {
		return fmt.Errorf("%d presences are counted as %d", presences, s.presents)
	}
	for class, r := range s.open {
		if r.class != class || r.ended != 0 || s.kept.at(r.slot) != r {
			return fmt.Errorf("roll %s is not the one open in class %d", r.id, class)
		}
	}
	for k, last := range s.tries.byKey {
		if last.key != k || !slices.Contains(s.tries.all, last) {
			return fmt.Errorf("the last settled try of %x is not among all", k)
		}
	}
	return s.checkReceipts()
}

func (s *State) checkReceipts() error {
	for k, kept := range s.receipts {
		r := s.kept.at(kept.slot)
		if r == nil {
			return fmt.Errorf("the receipt %x is of a roll no longer in memory", k)
		}
		if r.keyOf(kept.n) != k {
			return fmt.Errorf("the receipt %x is not of roll %s", k, r.id)
		}
	}
	return nil
}

func (r *roll) keyOf(n uint32) Key {
	switch n {
	case ofStart:
		return r.key
	case ofEnd:
		return r.endKey
	default:
		return r.presences[n].key
	}
}

// Held is how much s keeps of each kind, apart from open rolls and presences.
func (s *State) Held() (rolls, receipts, tries, barriers int) {
	for range s.kept.all() {
		rolls++
	}
	return rolls, len(s.receipts), len(s.tries.all), len(s.barriers)
}
