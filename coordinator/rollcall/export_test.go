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
	if err := s.checkClasses(); err != nil {
		return err
	}
	for k, last := range s.tries.byKey {
		if last.key != k || !slices.Contains(s.tries.all, last) {
			return fmt.Errorf("the last settled try of %x is not among all", k)
		}
	}
	return nil
}

func (s *State) checkClasses() error {
	open, rolls := 0, make(map[uint64]int)
	for r := range s.kept.all() {
		rolls[r.class]++
	}
	for class, in := range s.classes {
		if in.rolls == 0 || in.rolls != rolls[class] {
			return fmt.Errorf("the %d rolls of class %d are counted as %d", rolls[class], class,
				in.rolls)
		}
		if r := in.open; r != nil {
			open++
			if r.class != class || r.ended != 0 || s.kept.at(r.slot) != r {
				return fmt.Errorf("roll %s is not the one open in class %d", r.id, class)
			}
		}
		if err := s.checkReceipts(class, in); err != nil {
			return err
		}
	}
	if open != s.open || len(rolls) != len(s.classes) {
		return fmt.Errorf("%d of %d classes are open, which are counted as %d of %d", open,
			len(rolls), s.open, len(s.classes))
	}
	return nil
}

func (s *State) checkReceipts(class uint64, in *class) error {
	for k, kept := range in.receipts {
		r := s.kept.at(kept.slot)
		if r == nil || r.class != class {
			return fmt.Errorf("the receipt %x is of no roll in memory of class %d", k, class)
		}
		if r.keyOf(kept.n) != k {
			return fmt.Errorf("the receipt %x is not of roll %s", k, r.id)
		}
	}
	return nil
}

func (r *roll) keyOf(n uint32) Key {
	switch {
	case n == ofStart:
		return r.key
	case n == ofEnd:
		return r.endKey
	case n >= ofChange:
		return r.room.changeOf(n).key
	case n >= ofLater:
		return r.room.later[n-ofLater].key
	default:
		return r.presences[n].key
	}
}

// unkept is how many keys of the roll that is open are no receipts yet.
func (in *class) unkept() (n int) {
	if in.open == nil {
		return 0
	}
	keys := make(map[Key]bool)
	for _, p := range in.open.presences {
		keys[p.key] = true
	}
	if room := in.open.room; room != nil {
		for _, p := range room.later {
			keys[p.key] = true
		}
	}
	delete(keys, 0)
	for k := range keys {
		if _, ok := in.receipts[k]; !ok {
			n++
		}
	}
	return n
}

// Held is how much s keeps of each kind, apart from open rolls and presences.
func (s *State) Held() (rolls, receipts, tries, barriers int) {
	for range s.kept.all() {
		rolls++
	}
	for _, in := range s.classes {
		receipts += len(in.receipts) + in.unkept()
	}
	return rolls, receipts, len(s.tries.all), len(s.barriers)
}
