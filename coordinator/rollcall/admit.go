package rollcall

// judgeClassroom judges what only a classroom has.
func (s *State) judgeClassroom(in *class, pos Position, c *Command) Outcome {
	switch c.Op {
	case Code:
		return s.code(in, pos, c)
	case Scan:
		return s.scan(in, pos, c)
	case Check:
		return s.nextCheck(in, pos, c)
	default:
		return s.markByHand(in, pos, c)
	}
}

// admission is for which check a presence counts, or would.
type admission struct {
	check   uint8
	scanned Time    // zero: without a ticket
	ok      bool    // it does
	no      Verdict // why not
}

// admit tells whether the code or the ticket of a presence is right: either suffices.
func (s *State) admit(r *roll, c *Command) admission {
	a := c.asked()
	open := admission{check: r.room.open(), ok: true}
	if !r.room.coded() || a.Kiosk != "" {
		return open
	}
	t, no, ok := r.redeem(s.age, c)
	if ok { // it counts from when the code was scanned
		return admission{check: t.check, scanned: t.time, ok: true}
	}
	open.no, open.ok = r.judgeCode(s.age, a.Code)
	if open.no == CodeMissing && a.Ticket != "" {
		open.no = no
	}
	return open
}

// presentInRoom is present for a roll call that wants more than a plain one, or a request
// that says more.
func (s *State) presentInRoom(r *roll, pos Position, c *Command) Outcome {
	in := s.admit(r, c)
	place, registered := r.placeIn(c.Student, in.check)
	switch {
	case registered:
		return r.presentOutcome(Already, place)
	case r.room.hasStruck(c.Student):
		return refused(StruckOut, pos, c)
	case !in.ok:
		return refused(in.no, pos, c)
	case r.fullFor(c.Student):
		return refused(Full, pos, c)
	}
	by := ""
	if r.room.coded() {
		by = c.asked().Kiosk // who needs no code is told; without a code nobody is
	}
	return r.presentOutcome(Registered, s.register(r, pos, c, in, by))
}

// fullFor tells whether there is no room for one more student.
func (r *roll) fullFor(s Student) bool {
	_, there := r.index[s]
	return !there && len(r.presences) >= MaxStudents
}

// register registers a student for a check and tells at which place.
func (s *State) register(r *roll, pos Position, c *Command, in admission,
	by string) (place uint32) {
	e := extra{check: in.check, scanned: in.scanned, by: by}
	device := c.asked().Device
	if r.room == nil && e == (extra{check: 1}) && device == "" {
		s.presents++
		return r.register(pos, c)
	}
	room := r.openRoom()
	e.device = r.deviceOf(device)
	if n, ok := r.index[c.Student]; ok {
		place, key := uint32(len(room.later)), inCheck{n, e.check}
		room.later = append(room.later, laterPresence{r.presenceAt(pos, c), e})
		room.inCheck[key] = place
		room.sum += mix(e.digest(&room.later[place].presence), uint64(room.later[place].key),
			uint64(n))
		return ofLater + place
	}
	s.presents++
	n := r.register(pos, c)
	room.extras[n] = e
	room.sum += e.digest(&r.presences[n])
	return n
}
