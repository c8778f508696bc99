package check

import (
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// perform does what o asks for, and says what came of it, and for which check.
func (s state) perform(o input) (next state, what history.Outcome, check int) {
	switch {
	case o.Op == history.Start && !s.open:
		return state{open: true, roll: o.Roll, coded: o.Every != 0, check: 1,
			receipts: s.receipts}, history.Opened, 1
	case o.Op == history.Start:
		return s, history.AlreadyOpen, 0
	case !s.open:
		return s, history.NotOpen, 0
	case o.Op == history.End:
		return state{receipts: s.receipts}, history.Ended, 0
	default:
		return s.change(o)
	}
}

// change does what may be asked of an open roll.
func (s state) change(o input) (next state, what history.Outcome, check int) {
	switch o.Op {
	case history.List:
		return s, history.Listed, 0
	case history.Check:
		s.check++
		return s, history.Checked, s.check
	case history.Code:
		return s, orNoCode(s.coded, history.Coded), s.check
	case history.Scan:
		what = orNoCode(s.coded, history.Ticketed)
		if _, no := s.admit(o); s.coded && no != "" {
			what = no
		}
		return s, what, s.check
	case history.Mark:
		if o.Strike {
			return s.strike(o.Student), history.StruckOut, 0
		}
		return s.register(o, s.check)
	default:
		return s.arrive(o)
	}
}

func orNoCode(coded bool, what history.Outcome) history.Outcome {
	if !coded {
		return history.NoCode
	}
	return what
}

// admit takes any proof for right in a roll whose name nobody was told.
func (s state) admit(o input) (check int, no history.Outcome) {
	switch {
	case !s.coded:
		return s.check, ""
	case s.roll == "" && o.Code+o.Ticket != "":
		if ticket, ok := o.proofs[o.Ticket]; ok {
			return ticket.check, ""
		}
		return s.check, ""
	default:
		return o.proofs.admit(o.Operation, s.roll, s.check)
	}
}

// arrive registers who has the right to be.
func (s state) arrive(o input) (next state, what history.Outcome, check int) {
	check, no := s.admit(o)
	_, already := s.find(o.Student, check)
	switch {
	case already:
		return s, history.Already, check
	case slices.Contains(s.struck, o.Student):
		return s, history.Struck, 0
	case no != "":
		return s, no, 0
	default:
		return s.register(o, check)
	}
}

func (s state) register(o input, check int) (next state, what history.Outcome, in int) {
	if _, already := s.find(o.Student, check); already {
		return s, history.Already, check
	}
	a := arrival{o.Student, check, o.Position}
	if slices.ContainsFunc(s.present, of(o.Student)) {
		s.later = append(slices.Clip(s.later), a)
	} else {
		s.present = append(slices.Clip(s.present), a)
	}
	s.struck = slices.DeleteFunc(slices.Clone(s.struck), func(t subjects.Student) bool {
		return t == o.Student
	})
	return s, history.Registered, check
}

func (s state) strike(student subjects.Student) state {
	s.present = slices.DeleteFunc(slices.Clone(s.present), of(student))
	s.later = slices.DeleteFunc(slices.Clone(s.later), of(student))
	if !slices.Contains(s.struck, student) {
		s.struck = append(slices.Clip(s.struck), student)
		slices.Sort(s.struck)
	}
	return s
}

func of(student subjects.Student) func(arrival) bool {
	return func(a arrival) bool { return a.student == student }
}
