package rollcall

// nextCheck opens the next check of the roll.
func (s *State) nextCheck(in *class, pos Position, c *Command) Outcome {
	r, no := s.findOwn(in, c)
	switch {
	case r == nil:
		return refused(no, pos, c)
	case !s.accepts(r, c.Time):
		return refused(NotOpen, pos, c)
	case r.room.open() >= MaxChecks:
		return refused(TooManyChecks, pos, c)
	}
	room := r.openRoom()
	room.checks = append(room.checks, check{s.age})
	room.sum += mix(uint64(len(room.checks)), uint64(s.age))
	out := r.outcome(Checked, c.Time, pos)
	out.Told = &Told{Check: len(room.checks)}
	room.change(in, r, c.Key, out)
	return out
}

// markByHand registers a student by the teacher's hand, or strikes one out.
func (s *State) markByHand(in *class, pos Position, c *Command) Outcome {
	r, no := s.findOwn(in, c)
	switch {
	case r == nil:
		return refused(no, pos, c)
	case c.asked().Strike:
		return s.strike(in, r, pos, c)
	case !s.accepts(r, c.Time):
		return refused(NotOpen, pos, c)
	}
	check := admission{check: r.room.open(), ok: true}
	if place, ok := r.placeIn(c.Student, check.check); ok {
		return r.presentOutcome(Already, place)
	}
	if r.fullFor(c.Student) {
		return refused(Full, pos, c)
	}
	r.room.lift(c.Student)
	place := s.register(r, pos, c, check, c.Teacher)
	in.keep(c.Key, r, place)
	out := r.presentOutcome(Registered, place)
	if out.Told == nil {
		out.Told = new(Told)
	}
	out.Told.Marked = true
	return out
}

// strike has a student be on the roll no more, who cannot register then.
func (s *State) strike(in *class, r *roll, pos Position, c *Command) Outcome {
	room := r.openRoom()
	if len(room.strikes) >= MaxStudents {
		return refused(Full, pos, c)
	}
	room.lift(c.Student) // of a second strike the reason counts
	room.struck[c.Student] = uint32(len(room.strikes))
	st := Strike{c.Student, c.Time, c.Teacher, c.asked().Reason}
	room.strikes = append(room.strikes, strike{Strike: st})
	room.sum += mixText(mix(pos.Record, uint64(pos.Index), uint64(st.Time)), st.Student.String(),
		st.By, st.Reason)
	if n, ok := r.index[c.Student]; ok {
		r.remove(in, n, pos)
	}
	out := r.outcome(Struck, c.Time, pos)
	out.Student, out.Told = c.Student, &Told{By: c.Teacher}
	room.change(in, r, c.Key, out)
	return out
}

// remove takes a presence off the roll at pos. What its requests were told they are told
// again: the index does not find it for them any more.
func (r *roll) remove(in *class, n uint32, pos Position) {
	r.room.extras[n].struck = pos
	in.keep(r.presences[n].key, r, n)
	for c := range r.room.open() {
		if m, ok := r.room.inCheck[inCheck{n, c + 1}]; ok {
			in.keep(r.room.later[m].key, r, ofLater+m)
		}
	}
	delete(r.index, r.presences[n].student)
}

// lift takes back that a student is struck out, if so.
func (room *classroom) lift(s Student) {
	if room == nil {
		return
	}
	if n, ok := room.struck[s]; ok {
		room.strikes[n].lifted = true
		delete(room.struck, s)
	}
}

func (room *classroom) hasStruck(s Student) bool {
	if room == nil {
		return false
	}
	_, ok := room.struck[s]
	return ok
}

// struckAt is how many of the first presences were struck out up to pos.
func (room *classroom) struckAt(first int, pos Position) (n int) {
	if room == nil || len(room.strikes) == 0 {
		return 0
	}
	for i := range room.extras[:first] {
		if at := room.extras[i].struck; at != (Position{}) && !pos.before(at) {
			n++
		}
	}
	return n
}
