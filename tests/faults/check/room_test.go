package check_test

import (
	"fmt"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// room is what a roll has of codes, checks and marks.
type room struct {
	coded  bool
	check  int
	struck map[subjects.Student]bool
}

// coded tells of which classes the rolls want a code.
func coded(class subjects.Class) bool { return class != 1 }

func (s *service) newRoom(o history.Operation) room {
	return room{o.Every != 0 && !s.strikes(uncoded), 1, make(map[subjects.Student]bool)}
}

// again is the same request.
func again(o history.Operation) history.Operation {
	return history.Operation{Op: o.Op, Class: o.Class, Student: o.Student, ID: o.ID, Every: o.Every,
		Code: o.Code, Ticket: o.Ticket, Device: o.Device, Strike: o.Strike}
}

// inRoom makes some requests others, and gives students a code or a ticket.
func (s *service) inRoom(o history.Operation) history.Operation {
	n := s.rng.IntN(100)
	switch {
	case o.Op == history.Start && coded(o.Class):
		o.Every = 120
	case o.Op == history.List && n < 40:
		o.Op = history.Code
	case o.Op == history.List && n < 52:
		o.Op = history.Check
	case o.Op == history.Present && n < 10:
		o.Op, o.Strike = history.Mark, n < 6
	case o.Op == history.Present && n < 35:
		o.Op, o.Student = history.Scan, ""
	}
	if o.Op == history.Present || o.Op == history.Scan {
		o = s.proven(o)
	}
	return o
}

// proven is a request with a proof that was given lately, mostly in its class.
func (s *service) proven(o history.Operation) history.Operation {
	o.Device = fmt.Sprint("device", s.rng.IntN(2))
	mine := slices.DeleteFunc(slices.Clone(s.given), func(g history.Operation) bool {
		return g.Class != o.Class
	})
	if len(mine) == 0 || s.rng.IntN(12) == 0 {
		return o
	}
	g := mine[len(mine)-1-min(s.rng.IntN(6), len(mine)-1)]
	if g.Op == history.Scan && o.Op == history.Present {
		o.Ticket = g.Given
		if s.rng.IntN(2) > 0 {
			o.Device = g.Device
		}
	} else if g.Op == history.Code {
		o.Code = g.Given
	}
	return o
}

func (r *roll) find(student subjects.Student, check int) int {
	return slices.IndexFunc(r.present, func(p history.Operation) bool {
		return p.Student == student && max(p.Check, 1) == check
	})
}

// told is a check as replies have it.
func told(check int) int {
	if check == 1 {
		return 0
	}
	return check
}

func (s *service) change(r *roll, o history.Operation) history.Operation {
	switch o.Op {
	case history.Code:
		o.Given = fmt.Sprint("code", r.name, r.check)
		return s.give(r, o, history.Coded)
	case history.Scan:
		_, no := s.admit(r, o)
		if r.coded && no != "" {
			return refuse(o, no)
		}
		o.Given = fmt.Sprint("ticket", s.record)
		return s.give(r, o, history.Ticketed)
	case history.Check:
		if !s.strikes(sameCheck) {
			r.check++
		}
		o.Outcome, o.Check = history.Checked, r.check
		return o
	case history.Mark:
		return s.mark(r, o)
	default:
		return s.arrive(r, o)
	}
}

func (s *service) give(r *roll, o history.Operation, what history.Outcome) history.Operation {
	if !r.coded {
		o.Given = ""
		return refuse(o, history.NoCode)
	}
	o.Outcome, o.Check = what, r.check
	s.given = append(s.given, o)
	return o
}

func refuse(o history.Operation, no history.Outcome) history.Operation {
	o.Outcome, o.Roll = no, ""
	return o
}

func (s *service) mark(r *roll, o history.Operation) history.Operation {
	if !o.Strike {
		delete(r.struck, o.Student)
		return s.register(r, o, r.check)
	}
	r.struck[o.Student] = true
	if !s.strikes(struckListed) {
		r.present = slices.DeleteFunc(r.present, func(p history.Operation) bool {
			return p.Student == o.Student
		})
	}
	o.Outcome = history.StruckOut
	return o
}

func (s *service) arrive(r *roll, o history.Operation) history.Operation {
	check, no := s.admit(r, o)
	switch struck := r.struck[o.Student] && !s.strikes(struckIn); {
	case r.find(o.Student, check) >= 0:
		return s.register(r, o, check)
	case struck, s.strikes(struckNobody):
		return refuse(o, history.Struck)
	case no != "":
		return refuse(o, no)
	default:
		delete(r.struck, o.Student)
		return s.register(r, o, check)
	}
}

// admit tells for which check o counts, or why it does not.
func (s *service) admit(r *roll, o history.Operation) (check int, no history.Outcome) {
	if !r.coded || s.strikes(anyCode) {
		return r.check, ""
	}
	check, no = r.check, history.CodeMissing
	for _, g := range s.given {
		mine := g.Roll == r.name || s.strikes(foreign)
		switch {
		case g.Given == o.Ticket && mine && (g.Device == o.Device || s.strikes(anyDevice)):
			if s.strikes(openCheck) {
				return r.check, ""
			}
			return g.Check, ""
		case g.Given == o.Code && mine:
			no = s.judgeCode(r, g.Check)
			if s.strikes(oldCheck) {
				check = max(1, check-1)
			}
		}
	}
	switch {
	case no != history.CodeMissing:
	case o.Code != "":
		no = history.CodeWrong
	case o.Ticket != "":
		no = history.TicketWrong
	}
	return check, no
}

func (s *service) judgeCode(r *roll, check int) history.Outcome {
	switch {
	case s.strikes(rightRefused):
		return history.CodeWrong
	case check == r.check, s.strikes(oldCode):
		return ""
	default:
		return history.CodeExpired
	}
}
