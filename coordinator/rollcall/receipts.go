package rollcall

import "math"

// receipt says which command a key stands for: the nth presence of the roll
// in a slot, or its start or end. It has no pointer, because there is one
// for every presence and the garbage collector need not follow them.
type receipt struct {
	slot uint32
	n    uint32
}

const (
	ofStart = math.MaxUint32 - iota
	ofEnd
)

func (in *class) keep(k Key, r *roll, n uint32) {
	if k != 0 {
		in.receipts[k] = receipt{r.slot, n}
	}
}

// drop forgets a key, unless it stands for a later command by now.
func (in *class) drop(k Key, r *roll) {
	if in.receipts[k].slot == r.slot {
		delete(in.receipts, k)
	}
}

// repeated answers a request that has taken effect before with the outcome
// it had then.
func (s *State) repeated(in *class, pos Position, c *Command) (Outcome, bool) {
	if in == nil {
		return Outcome{}, false
	}
	kept, ok := in.receipts[c.Key]
	if !ok {
		return Outcome{}, false
	}
	r := s.kept.at(kept.slot)
	if !r.alive(c.Time) {
		return Outcome{}, false
	}
	// Judged anew, a start would open another roll, and a presence or an end
	// would go to the roll that the class has open by now.
	if c.Op == Start || in.open != nil && in.open != r {
		r.needed = pos.Record
	}
	out := r.receiptOutcome(kept.n)
	out.Repeated = true
	return out, true
}

func (r *roll) receiptOutcome(n uint32) Outcome {
	switch n {
	case ofStart:
		return r.openedOutcome()
	case ofEnd:
		return r.endedOutcome()
	default:
		return r.presentOutcome(Registered, n)
	}
}
