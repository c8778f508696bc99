package rollcall

import "math"

// receipt says which command a key stands for: the nth presence of the roll
// in a slot, or its start or end. It has no pointer, because there is one
// for every presence and the garbage collector need not follow them.
//
// Those of a roll's presences are made when it is over. As long as it is open
// they are found by the student.
type receipt struct {
	slot uint32
	n    uint32
}

const (
	ofStart = math.MaxUint32 - iota
	ofEnd

	// From here on they stand for a presence in a later check, and for another change.
	ofLater  = 1 << 30
	ofChange = 1 << 31
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
	r, n := s.found(in, c)
	if r == nil {
		return Outcome{}, false
	}
	if s.needs(in, r, c) {
		r.needed = pos.Record
	}
	out := r.receiptOutcome(n)
	out.Repeated = true
	return out, true
}

// found is where c has taken effect, as far as it is still to be answered.
func (s *State) found(in *class, c *Command) (r *roll, n uint32) {
	if in == nil {
		return nil, 0
	}
	if r, n = s.effectOf(in, c); r == nil || !s.alive(r, c.Time) || s.reborn(r, c) {
		return nil, 0
	}
	return r, n
}

// reborn tells whether c is of a login that was made again after it started the roll:
// the requests of the one before are not its own.
func (s *State) reborn(r *roll, c *Command) bool {
	return c.Op != Present && c.Teacher == r.owner.login && !r.owner.is(ownerOf(c), s.rules)
}

// effectOf is where a command with the key of c took effect: as the nth presence of r, or
// its start or end. r is nil when there is none.
func (s *State) effectOf(in *class, c *Command) (r *roll, n uint32) {
	if n, ok := in.open.presenceOf(c); ok {
		return in.open, n
	}
	if kept, ok := in.receipts[c.Key]; ok {
		return s.kept.at(kept.slot), kept.n
	}
	return nil, 0
}

// presenceOf is the presence in r, which is open or nil, that c was or is again.
// Its student is enough to look for: a key is of one student only.
func (r *roll) presenceOf(c *Command) (n uint32, ok bool) {
	if r == nil || c.Op != Present || c.Key == 0 {
		return 0, false
	}
	n, ok = r.index[c.Student]
	if ok && r.presences[n].key != c.Key && r.room != nil {
		return r.room.laterOf(n, c.Key)
	}
	return n, ok && r.presences[n].key == c.Key
}

func (r *roll) receiptOutcome(n uint32) Outcome {
	switch {
	case n == ofStart:
		return r.openedOutcome()
	case n == ofEnd:
		return r.endedOutcome()
	case n >= ofChange:
		return r.room.changeOf(n).outcome
	default:
		return r.presentOutcome(Registered, n)
	}
}
