package rollcall

// State is the roll calls of all classes after some part of the journal. It
// is not safe for concurrent use.
type State struct {
	classes map[uint64]*class // those that have a roll in memory
	kept    slots             // every roll in memory, open or ended
	open    int               // classes that have a roll without an end

	byOwner openRolls

	ages
	rules Rules  // of the record that is being applied
	after uint64 // the last record that its writer had applied
	fence uint64 // the last record that is one
	stray bool   // its writer had not applied that

	tries    tries
	barriers []barrier // what is no longer in memory decided
	next     uint64    // the record after the last applied
	latest   Position  // of the last command applied
	presents int       // presences in memory

	holds func(EndedRoll) bool // see HoldBy
}

// NewState is the state before the journal's first record.
func NewState() *State {
	return &State{classes: make(map[uint64]*class), tries: newTries(), byOwner: make(openRolls),
		rules: ByStamps, next: 1}
}

// Apply makes the command at pos take effect and says what came of it.
// Positions must grow from call to call.
func (s *State) Apply(pos Position, c Command) Outcome {
	s.next, s.latest = pos.Record+1, pos
	if s.stray {
		return refused(Overtaken, pos, &c)
	}
	in := s.classes[c.Class]
	out, ok := s.repeated(in, pos, &c)
	switch {
	case ok:
	case s.superseded(pos, &c):
		return refused(Superseded, pos, &c)
	case s.overtaken(in, &c):
		out = refused(Overtaken, pos, &c)
	default:
		seen := c
		out = s.judge(in, pos, &seen)
	}
	if !out.Effective() && !c.Known.settled() {
		s.barriers = append(s.barriers, s.settle(pos, &c)...)
	}
	return out
}

// judge moves the time of c to where its roll sees it.
func (s *State) judge(in *class, pos Position, c *Command) Outcome {
	switch c.Op {
	case Start:
		return s.start(in, pos, c)
	case Present:
		return s.present(in, pos, c)
	case List:
		out := s.list(in, pos, c)
		if c.Last {
			return s.showLast(in, pos, c)
		}
		return out
	case End:
		return s.end(in, pos, c)
	default:
		return s.judgeClassroom(in, pos, c)
	}
}

func (s *State) start(in *class, pos Position, c *Command) Outcome {
	if r := s.find(in, c); r != nil {
		if c.Known != KnownOpen {
			r.needed = pos.Record
		}
		out := r.outcome(AlreadyOpen, c.Time, pos)
		out.Stale = !s.accepts(r, c.Time)
		return out
	}
	if no, refuse := s.tooMany(pos, c); refuse {
		return refused(no, pos, c)
	}
	return s.opened(in, pos, c).openedOutcome()
}

// opened opens a roll. One that was open in the class and has expired is over.
func (s *State) opened(in *class, pos Position, c *Command) *roll {
	r := newRoll(pos, c)
	r.birth, r.off = s.age, s.off
	r.wantCode(c.asked())
	s.kept.add(r)
	if in == nil {
		in = newClass()
		s.classes[c.Class] = in
	}
	if in.open == nil {
		s.open++
	} else {
		s.byOwner.remove(in.open)
	}
	s.byOwner.add(r)
	in.openRoll(r)
	return r
}

func (s *State) present(in *class, pos Position, c *Command) Outcome {
	r := s.find(in, c)
	if r == nil || !s.accepts(r, c.Time) {
		return refused(NotOpen, pos, c)
	}
	if r.room != nil || c.Asked != nil {
		return s.presentInRoom(r, pos, c)
	}
	if n, ok := r.index[c.Student]; ok {
		return r.presentOutcome(Already, n)
	}
	if len(r.presences) >= MaxStudents {
		return refused(Full, pos, c)
	}
	s.presents++
	return r.presentOutcome(Registered, r.register(pos, c))
}

func (s *State) list(in *class, pos Position, c *Command) Outcome {
	r, no := s.findOwn(in, c)
	if r == nil {
		return refused(no, pos, c)
	}
	return r.listedOutcome(c.Time, pos, c)
}

// showLast is what a List that wants the roll that has ended last is told. It changes
// nothing: what the command does to the state, list has done.
func (s *State) showLast(in *class, pos Position, c *Command) (out Outcome) {
	r, no := s.findLast(in, c)
	if r == nil {
		out = refused(no, pos, c)
	} else {
		out = r.listedOutcome(r.ended, pos, c)
	}
	out.Last = true
	return out
}

func (s *State) end(in *class, pos Position, c *Command) Outcome {
	r, no := s.findOwn(in, c)
	if r == nil {
		return refused(no, pos, c)
	}
	r.end(pos, c)
	r.over = s.age
	in.close()
	in.last = r
	s.open--
	s.byOwner.remove(r)
	in.keep(c.Key, r, ofEnd)
	return r.endedOutcome()
}

func refused(v Verdict, pos Position, c *Command) Outcome {
	return Outcome{Verdict: v, Time: c.Time, Position: pos, Student: c.Student}
}

// OpenRolls is the number of roll calls in memory that nobody has ended.
func (s *State) OpenRolls() int { return s.open }

// Presences is the number of presences in memory, those that only answer
// repeated requests included.
func (s *State) Presences() int { return s.presents }

// Next is the record that comes after the last applied.
func (s *State) Next() uint64 { return s.next }

// Pass goes past a record, whether or not it had commands for Apply.
func (s *State) Pass(record uint64) { s.next = max(s.next, record+1) }
