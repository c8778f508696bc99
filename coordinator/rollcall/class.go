package rollcall

// class is what is in memory of a class. It is there as long as one of its rolls is. Its methods
// take nil for a class that is not there.
//
// Receipts are kept by class, although a key would tell them apart anyway: those
// of one class fit into the processor's cache, those of a university do not.
type class struct {
	open     *roll // the roll that has no end yet
	last     *roll // the roll that has ended last, as long as it is in memory
	receipts map[Key]receipt
	rolls    int // in memory
}

func newClass() *class { return &class{receipts: make(map[Key]receipt)} }

// openRoll makes r the roll that is open. One that was and has expired is over.
func (in *class) openRoll(r *roll) {
	if in.open != nil {
		in.close()
	}
	in.open = r
	in.rolls++
	in.keep(r.key, r, ofStart)
}

// close makes the roll that is open one that is over. The index by student, which
// only an open one needs, gives way to receipts.
func (in *class) close() {
	r := in.open
	in.open, r.index = nil, nil
	for n := range r.presences {
		in.keep(r.presences[n].key, r, uint32(n))
	}
	if r.room != nil {
		in.keepLater(r)
	}
}

// find is the roll that the class has open when c comes, nil when it has none.
// From then on c has the time at which the roll sees it, even if it is refused.
func (s *State) find(in *class, c *Command) *roll {
	if in == nil || in.open == nil || !s.alive(in.open, c.Time) {
		return nil
	}
	c.Time = in.open.see(c.Time)
	return in.open
}

// findOwn finds the roll if it belongs to who asks, and otherwise says why not.
func (s *State) findOwn(in *class, c *Command) (r *roll, no Verdict) {
	r = s.find(in, c)
	switch {
	case r == nil:
		return nil, NotOpen
	case !r.belongs(c, s.rules):
		return nil, Forbidden
	default:
		return r, 0
	}
}

// findLast finds the roll that has ended last, if it belongs to who asks and its
// receipts are still kept, and otherwise says why not.
func (s *State) findLast(in *class, c *Command) (r *roll, no Verdict) {
	switch {
	case in == nil || in.last == nil || !s.alive(in.last, c.Time):
		return nil, NotOpen
	case !in.last.belongs(c, s.rules):
		return nil, Forbidden
	default:
		return in.last, 0
	}
}

// forget drops the receipts of r, which nothing can ask for any more.
func (in *class) forget(r *roll) {
	in.drop(r.key, r)
	in.drop(r.endKey, r)
	for i := range r.presences {
		in.drop(r.presences[i].key, r)
	}
	if r.room != nil {
		in.forgetRoom(r)
	}
}
