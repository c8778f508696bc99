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
	present  []arrival
	receipts map[string]string // by id, the replies of what took effect
}

type arrival struct {
	student  subjects.Student
	position subjects.Position
}

func (s state) equal(t state) bool {
	return s.open == t.open && s.roll == t.roll && slices.Equal(s.present, t.present) && maps.Equal(s.receipts, t.receipts)
}

// step is the state after o, false when o could not have been told what it
// was. Whether o comes again under its id is for the caller to say.
func (s state) step(o history.Operation, again bool) (state, bool) {
	if told, ok := s.receipts[o.ID]; ok && o.Op != history.List {
		return s.repeat(o, told)
	}
	next, effect, ok := s.judge(o)
	if ok && effect && again {
		next = next.keep(o.ID, o.Reply)
	}
	return next, ok
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
	if i := s.find(o.Student); o.Op == history.Present && i >= 0 && s.roll == o.Roll {
		return s.locate(i, o.Position)
	}
	return s, true
}

func (s state) judge(o history.Operation) (next state, effect, ok bool) {
	switch o.Outcome {
	case history.Unknown:
		next, effect = s.perform(o)
		return next, effect, true
	case history.NotOpen:
		return s, false, !s.open
	case history.Opened:
		next, effect = s.perform(o)
		return next, effect, effect
	}
	if !s.open || s.roll != "" && s.roll != o.Roll {
		return s, false, false
	}
	s.roll = o.Roll
	return s.tell(o)
}

// tell judges the replies that name the open roll.
func (s state) tell(o history.Operation) (next state, effect, ok bool) {
	switch o.Outcome {
	case history.Registered:
		next, effect = s.perform(o)
		return next, effect, effect
	case history.Already:
		i := s.find(o.Student)
		if i < 0 {
			return s, false, false
		}
		next, ok = s.locate(i, o.Position)
		return next, false, ok
	case history.AlreadyOpen:
		return s, false, o.Op == history.Start
	case history.Listed, history.Ended:
		next, effect = s.perform(o)
		return next, effect, slices.EqualFunc(s.present, o.Students, func(a arrival, b subjects.Student) bool { return a.student == b })
	default: // a roll so large is not in these histories
		return s, false, false
	}
}

// perform does what o asks for, if it can.
func (s state) perform(o history.Operation) (next state, effect bool) {
	switch {
	case o.Op == history.Start && !s.open:
		s.open, s.roll, s.present = true, o.Roll, nil
		return s, true
	case o.Op == history.Present && s.open && s.find(o.Student) < 0:
		s.present = append(slices.Clip(s.present), arrival{o.Student, o.Position})
		return s, true
	case o.Op == history.End && s.open:
		s.open, s.roll, s.present = false, "", nil
		return s, true
	default:
		return s, false
	}
}

// locate says where the ith arrival was; false when it was elsewhere.
func (s state) locate(i int, at subjects.Position) (state, bool) {
	if s.present[i].position.IsZero() {
		s.present = slices.Clone(s.present)
		s.present[i].position = at
	}
	return s, s.present[i].position == at
}

func (s state) find(student subjects.Student) int {
	return slices.IndexFunc(s.present, func(a arrival) bool { return a.student == student })
}
