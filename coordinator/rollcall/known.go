package rollcall

// Known is what the writer of a command knew that stands against it, when it wrote it.
//
// A replay that begins behind a roll call does not know what that roll call has decided,
// and would judge anew: a start that found it open, a request that it had done. Where the
// writer knew, the command says so, and then has no effect whatever is found. So nobody needs
// the old roll call to judge alike, and the journal need not be held for it (see
// [State.LowWater]). What is written decides, whether the writer was right or not.
type Known uint8

const (
	// NothingKnown: of a start, that its class has no roll call open; of another command
	// with a key, that it has one, which is the only one that it may change.
	NothingKnown Known = iota
	// KnownDone: the request has taken effect. It has none again.
	KnownDone
	// KnownLater: a later try of the request was answered. This one has no effect.
	KnownLater
	// KnownOpen, of a start: the class has a roll call open. It opens none.
	KnownOpen
	// KnownShut, of another command: the class has no roll call open. It may change one that
	// was opened meanwhile.
	KnownShut
)

// blind is how many roll calls a login may open in records that the writer of a start did
// not know, when it did not say how many were open: it says so from half of [MaxOpen] on.
const blind = MaxOpen / 2

// Foresee gives what a command that is to be written now has to say in Known and Open, by the
// rules of the fourth version. It only reads the state.
func (s *State) Foresee(c *Command) (k Known, open int) {
	in := s.classes[c.Class]
	switch {
	case s.done(in, c):
		k = KnownDone
	case s.blocks(c) != nil:
		k = KnownLater
	case s.isOpen(in) && c.Op == Start:
		k = KnownOpen
	case !s.isOpen(in) && c.Op != Start && c.Key != 0:
		k = KnownShut
	}
	if c.Op == Start && c.Teacher != "" && !c.Admin {
		open = len(s.openOf(c))
	}
	if open < blind {
		open = 0
	}
	return k, open
}

func (s *State) done(in *class, c *Command) bool {
	r, _ := s.found(in, c)
	return r != nil
}

func (s *State) isOpen(in *class) bool {
	return in != nil && in.open != nil && s.alive(in.open, in.open.last)
}

// settled tells whether the writer knew an answer to c, which then has none of its own.
func (k Known) settled() bool { return k == KnownDone || k == KnownLater }

// overtaken tells whether c may not be judged, because it is not as its writer knew.
func (s *State) overtaken(in *class, c *Command) bool {
	switch {
	case s.rules < ByKnown:
		return false
	case c.Known == KnownDone:
		return true
	case c.Op == Start:
		return c.Known == KnownOpen && !s.isOpen(in)
	default:
		return s.isOpen(in) && !s.may(in.open, c)
	}
}

// may tells whether c may change the roll: its writer knew it, or that there was none.
func (s *State) may(r *roll, c *Command) bool {
	return s.rules < ByKnown || c.Key == 0 || c.Known == KnownShut || r.opened.Record <= s.after
}

// needs tells whether a replay must have the roll in which c was found to have taken effect:
// without it c would be judged, and open a roll call or change the one that is open by now.
func (s *State) needs(in *class, r *roll, c *Command) bool {
	switch {
	case s.rules >= ByKnown && c.Known.settled():
		return false
	case c.Op == Start:
		return c.Known != KnownOpen
	default:
		return in.open != nil && in.open != r && s.may(in.open, c)
	}
}
