package rollcall

// State is the roll calls of all classes after some part of the journal. It
// is not safe for concurrent use.
type State struct {
	open map[uint64]*roll // by class: the roll that has no end yet
	kept slots            // every roll in memory, open or ended

	receipts map[Key]receipt
	tries    tries
	barriers []barrier // what is no longer in memory decided
	next     uint64    // the record after the last applied
	presents int       // presences in memory
}

// NewState is the state before the journal's first record.
func NewState() *State {
	return &State{open: make(map[uint64]*roll), receipts: make(map[Key]receipt), tries: newTries(), next: 1}
}

// Apply makes the command at pos take effect and says what came of it.
// Positions must grow from call to call.
func (s *State) Apply(pos Position, c Command) Outcome {
	s.next = pos.Record + 1
	out, ok := s.repeated(pos, &c)
	switch {
	case ok:
	case s.tries.superseded(pos, &c):
		return refused(Superseded, pos, &c)
	default:
		seen := c
		out = s.judge(pos, &seen)
	}
	if !out.effective() {
		s.barriers = append(s.barriers, s.tries.settle(pos, &c)...)
	}
	return out
}

// judge moves the time of c to where its roll sees it.
func (s *State) judge(pos Position, c *Command) Outcome {
	switch c.Op {
	case Start:
		return s.start(pos, c)
	case Present:
		return s.present(pos, c)
	case List:
		return s.list(pos, c)
	default:
		return s.end(pos, c)
	}
}

func (s *State) start(pos Position, c *Command) Outcome {
	if r := s.find(c); r != nil {
		r.needed = pos.Record
		return r.outcome(AlreadyOpen, c.Time, pos)
	}
	r := newRoll(pos, c)
	s.open[c.Class] = r
	s.kept.add(r)
	s.keep(c.Key, r, ofStart)
	return r.openedOutcome()
}

func (s *State) present(pos Position, c *Command) Outcome {
	r := s.find(c)
	if r == nil || !r.takes(c.Time) {
		return refused(NotOpen, pos, c)
	}
	if n, ok := r.index[c.Student]; ok {
		return r.presentOutcome(Already, n)
	}
	if len(r.presences) >= MaxStudents {
		return refused(Full, pos, c)
	}
	r.add(pos, c)
	s.presents++
	n := uint32(len(r.presences) - 1)
	s.keep(c.Key, r, n)
	return r.presentOutcome(Registered, n)
}

func (s *State) list(pos Position, c *Command) Outcome {
	r, no := s.findOwn(c)
	if r == nil {
		return refused(no, pos, c)
	}
	out := r.outcome(Listed, c.Time, pos)
	out.Detail, out.Arrivals = c.Detail, r.arrivals()
	return out
}

func (s *State) end(pos Position, c *Command) Outcome {
	r, no := s.findOwn(c)
	if r == nil {
		return refused(no, pos, c)
	}
	r.end(pos, c)
	delete(s.open, c.Class)
	s.keep(c.Key, r, ofEnd)
	return r.endedOutcome()
}

// find is the roll that the class has open when c comes, nil when it has none.
// From then on c has the time at which the roll sees it, even if it is refused.
func (s *State) find(c *Command) *roll {
	r := s.open[c.Class]
	if r == nil || !r.alive(c.Time) {
		return nil
	}
	c.Time = r.see(c.Time)
	return r
}

// findOwn finds the roll if it belongs to who asks, and otherwise says why not.
func (s *State) findOwn(c *Command) (r *roll, no Verdict) {
	r = s.find(c)
	switch {
	case r == nil:
		return nil, NotOpen
	case !r.belongs(c):
		return nil, Forbidden
	default:
		return r, 0
	}
}

func refused(v Verdict, pos Position, c *Command) Outcome {
	return Outcome{Verdict: v, Time: c.Time, Position: pos, Student: c.Student}
}

// OpenRolls is the number of roll calls in memory that nobody has ended.
func (s *State) OpenRolls() int { return len(s.open) }

// Presences is the number of presences in memory, those that only answer
// repeated requests included.
func (s *State) Presences() int { return s.presents }

// Next is the record that comes after the last applied.
func (s *State) Next() uint64 { return s.next }

// Pass goes past a record, whether or not it had commands for Apply.
func (s *State) Pass(record uint64) { s.next = max(s.next, record+1) }
