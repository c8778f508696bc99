package check

import (
	"maps"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// state is one class as the contract has it. It is a value: no step changes
// the one before. What only an operation of unknown outcome could have told,
// the roll's name or an arrival's position, stays empty until a reply says it.
type state struct {
	open     bool
	roll     string
	coded    bool // it wants a code
	check    int  // that is open, from 1
	present  []arrival
	later    []arrival // of those who are present, in other checks than their first
	struck   []subjects.Student
	receipts map[string]string // by id, the replies of what took effect
}

type arrival struct {
	student  subjects.Student
	check    int
	position subjects.Position
}

func (s state) equal(t state) bool {
	return s.open == t.open && s.roll == t.roll && s.coded == t.coded && s.check == t.check &&
		slices.Equal(s.present, t.present) && slices.Equal(s.later, t.later) &&
		slices.Equal(s.struck, t.struck) && maps.Equal(s.receipts, t.receipts)
}

// step is the state after o, false when o could not have been told what it was.
func (s state) step(o input) (state, bool) {
	if told, ok := s.receipts[o.ID]; ok && o.repeatable() {
		return s.repeat(o.Operation, told)
	}
	next, effect, ok := s.judge(o)
	if ok && effect && o.shared {
		next = next.keep(o.ID, o.Reply)
	}
	return next, ok
}

// repeatable tells whether o, sent again under its id, gets the reply it had.
func (o input) repeatable() bool {
	return o.Op != history.List && o.Op != history.Code && o.Op != history.Scan
}

// repeat gives the reply that the id had when it took effect.
func (s state) repeat(o history.Operation, told string) (state, bool) {
	switch {
	case o.Outcome == history.Unknown, told == o.Reply:
		return s, true
	case told == "" && o.Outcome.Effective(): // it says what the effect was
		return s.keep(o.ID, o.Reply).bind(o)
	default:
		return s, false
	}
}

func (s state) keep(id, reply string) state {
	s.receipts = maps.Clone(s.receipts)
	if s.receipts == nil {
		s.receipts = make(map[string]string)
	}
	s.receipts[id] = reply
	return s
}

// bind fills in what a repeated operation says of its effect, when the roll
// it was in may still be the one that is open.
func (s state) bind(o history.Operation) (state, bool) {
	if s.open && s.roll == "" && o.Op == history.Start {
		s.roll = o.Roll
	}
	_, there := s.find(o.Student, checkOf(o))
	if o.Outcome == history.Registered && there && s.roll == o.Roll {
		return s.locate(o)
	}
	return s, true
}

// judge does what o asks for, and tells whether that gives what o was told.
func (s state) judge(o input) (next state, effect, ok bool) {
	if s.open && o.Roll != "" && o.Outcome != history.Opened {
		if s.roll != "" && s.roll != o.Roll {
			return s, false, false
		}
		s.roll = o.Roll
	}
	next, what, check := s.perform(o)
	switch {
	case o.Outcome == history.Unknown:
		return next, what.Effective(), true
	case s.guess(o):
		return s, false, true
	case what != o.Outcome, what.Lists() && !s.lists(o.Operation):
		return s, false, false
	}
	next, ok = next.tell(o.Operation, check)
	return next, what.Effective(), ok
}

// guess tells whether o was refused for its code or ticket by a roll whose name nobody was
// told, so that nobody can say which ones are its own.
func (s state) guess(o input) bool {
	return s.open && s.coded && s.roll == "" && o.Code+o.Ticket != "" && refusesProof(o.Outcome)
}

// tell holds what else a reply says to the state that the operation has left.
func (s state) tell(o history.Operation, check int) (next state, ok bool) {
	switch o.Outcome {
	case history.Already:
		return s.locate(o)
	case history.Registered, history.Coded, history.Ticketed, history.Checked:
		return s, checkOf(o) == check
	default:
		return s, true
	}
}

func (s state) lists(o history.Operation) bool {
	return slices.EqualFunc(s.present, o.Students, func(a arrival, b subjects.Student) bool {
		return a.student == b
	})
}

// locate says where an arrival was; false when it was elsewhere.
func (s state) locate(o history.Operation) (state, bool) {
	a, ok := s.find(o.Student, checkOf(o))
	if !ok || !a.position.IsZero() {
		return s, ok && a.position == o.Position
	}
	fill := func(all []arrival) []arrival {
		all = slices.Clone(all)
		for i := range all {
			if all[i] == a {
				all[i].position = o.Position
			}
		}
		return all
	}
	s.present, s.later = fill(s.present), fill(s.later)
	return s, true
}

// find gives the student's arrival in a check.
func (s state) find(student subjects.Student, check int) (arrival, bool) {
	for _, all := range [][]arrival{s.present, s.later} {
		for _, a := range all {
			if a.student == student && a.check == check {
				return a, true
			}
		}
	}
	return arrival{}, false
}
