package coordinator

import (
	"fmt"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// reasons are why a presence or a scan is refused.
var reasons = [len(verdictNames)]subjects.Code{
	rollcall.NotOpen: subjects.NotOpen, rollcall.Full: subjects.Full,
	rollcall.CodeMissing: subjects.CodeMissing, rollcall.CodeWrong: subjects.CodeWrong,
	rollcall.CodeExpired: subjects.CodeExpired, rollcall.TicketWrong: subjects.TicketWrong,
	rollcall.TicketExpired: subjects.TicketExpired, rollcall.StruckOut: subjects.Struck,
	rollcall.TooManyCodes: subjects.TooMany,
}

func classroomError(out rollcall.Outcome, class uint64) *subjects.Error {
	e := &subjects.Error{
		Code: subjects.NoCode,
		Message: fmt.Sprintf(
			"the roll call of class %d has no code; register without one, or start the next with "+
				"code_every", class),
		Time: subjects.Time(out.Time), Position: position(out),
	}
	if out.Verdict == rollcall.TooManyChecks {
		e.Code = subjects.TooManyChecks
		e.Message =
			fmt.Sprintf(
				"the roll call of class %d has had %d checks, as many as it may; end it and "+
					"start another", class, rollcall.MaxChecks)
	}
	return e
}

// classroomReply is the reply to a code, a check or a strike.
func classroomReply(out rollcall.Outcome) any {
	class, at, t := subjects.Class(out.Class), subjects.Time(out.Time), out.Told
	switch out.Verdict {
	case rollcall.Coded:
		return subjects.RoomCode{
			Class: class, Time: at, Roll: out.Roll, Check: t.Check, Code: t.Code, QR: t.QR,
			TTL: int64(t.TTL), Position: position(out),
		}
	case rollcall.Checked:
		return subjects.Checked{Class: class, Time: at, Roll: out.Roll, Check: t.Check,
			Position: position(out)}
	default:
		return subjects.Marked{
			Class: class, Time: at, Student: subjects.Student(out.Student.String()), Roll: out.Roll,
			Struck: true, By: subjects.Teacher(t.By), Position: position(out),
		}
	}
}

// appendTicket appends the reply to a scan.
func appendTicket(b []byte, out rollcall.Outcome) []byte {
	reply := subjects.Ticket{
		Class: subjects.Class(out.Class), Time: subjects.Time(out.Time), Roll: out.Roll,
		Reason: reasons[out.Verdict], Position: position(out),
	}
	if t := out.Told; t != nil {
		reply.Check, reply.Ticket, reply.TTL = t.Check, t.Ticket, int64(t.TTL)
	}
	return append(b, marshal(reply)...)
}

// marked is the event that a student was registered by hand.
func marked(out *rollcall.Outcome) subjects.Marked {
	return subjects.Marked{
		Class: subjects.Class(out.Class), Time: subjects.Time(out.Time),
		Student: subjects.Student(out.Student.String()), Roll: out.Roll, Check: out.Told.Check,
		By: subjects.Teacher(out.Told.By), Position: position(*out),
	}
}

// appendRoll appends a list. What detail adds to students and times is left out where not
// all of it fits, and then the list says so.
func appendRoll(b []byte, out rollcall.Outcome) []byte {
	from := len(b)
	b = roll(out).AppendJSON(b)
	if len(b)-from <= subjects.MaxReply || out.Told == nil {
		return b
	}
	out.Told = nil
	short := roll(out)
	short.More = subjects.MoreDetail
	return short.AppendJSON(b[:from])
}

// detail fills in what a list says of a roll call with more than presences.
func detail(r *subjects.Roll, t *rollcall.Told) {
	r.Checks = t.Checks
	for i := range t.Each {
		each, a := &t.Each[i], &r.Presences[i]
		a.Scanned, a.By = subjects.Time(each.Scanned), subjects.Teacher(each.By)
		for n := 1; t.Checks > 0 && n <= t.Checks; n++ {
			if each.Checks&(1<<(n-1)) != 0 {
				a.Checks = append(a.Checks, n)
			}
		}
	}
	for _, group := range t.Shared {
		r.Shared = append(r.Shared, texts(group))
	}
	for _, s := range t.Struck {
		r.Struck = append(r.Struck, subjects.StruckOut{
			Student: subjects.Student(s.Student.String()), Time: subjects.Time(s.Time),
			By: subjects.Teacher(s.By), Reason: s.Reason,
		})
	}
}

func texts(students []rollcall.Student) (all []subjects.Student) {
	for _, s := range students {
		all = append(all, subjects.Student(s.String()))
	}
	return all
}
