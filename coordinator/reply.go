package coordinator

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

var (
	errOverloaded = &subjects.Error{
		Code: subjects.Overloaded,
		Message: "too many requests are waiting and this one was not done; send it again in a " +
			"moment",
	}
	errUnavailable = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "the journal did not confirm in time and the outcome is unknown; send the same " +
			"request again under the same Nats-Msg-Id",
	}
	errUpgrading = &subjects.Error{
		Code: subjects.Upgrading,
		Message: "this was not done, it needs a newer journal than this cluster writes yet; ask " +
			"an admin to run chamada journal raise",
	}
	errOvertaken = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "other requests came first and this one was not done; send it again under the " +
			"same Nats-Msg-Id and count Chamada-Try up",
	}
	errSuperseded = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "a later try of this request was answered and this one was not done; to ask " +
			"again count Chamada-Try up",
	}
)

// outcomeError is the error reply that an outcome means, nil when it means
// another. A refused presence or scan is no error.
func outcomeError(op rollcall.Op, out rollcall.Outcome, class uint64) *subjects.Error {
	switch {
	case out.Verdict == rollcall.NoCode, out.Verdict == rollcall.TooManyChecks:
		return classroomError(out, class)
	case out.Verdict == rollcall.Superseded:
		return errSuperseded
	case out.Verdict == rollcall.Overtaken:
		return errOvertaken
	case out.Verdict == rollcall.AlreadyOpen:
		started := subjects.Time(out.Started)
		return &subjects.Error{
			Code:    subjects.AlreadyOpen,
			Message: fmt.Sprintf(alreadyOpen(out.Stale), class, started),
			Time:    subjects.Time(out.Time), Position: position(out),
			Started: started, Roll: out.Roll, Stale: out.Stale,
		}
	case out.Verdict == rollcall.TooManyOpen:
		return &subjects.Error{
			Code: subjects.TooManyOpen,
			Message: fmt.Sprintf(
				"this login has %d roll calls open, as many as it may; end one before you start "+
					"another", rollcall.MaxOpen),
			Time: subjects.Time(out.Time), Position: position(out),
		}
	case out.Verdict == rollcall.Forbidden:
		return &subjects.Error{
			Code: subjects.Forbidden,
			Message: fmt.Sprintf(
				"the roll call of class %d belongs to another teacher; ask who started it, or an "+
					"admin, to list or end it", class),
			Time: subjects.Time(out.Time), Position: position(out),
		}
	case out.Verdict == rollcall.NotOpen && out.Last:
		return &subjects.Error{
			Code: subjects.NotOpen,
			Message: fmt.Sprintf("no roll call of class %d has ended in 24 hours; check its number",
				class),
			Time: subjects.Time(out.Time), Position: position(out),
		}
	case out.Verdict == rollcall.NotOpen && op != rollcall.Present && op != rollcall.Scan:
		return &subjects.Error{
			Code: subjects.NotOpen,
			Message: fmt.Sprintf("class %d has no open roll call; start one with %s", class,
				subjects.TeacherStart),
			Time: subjects.Time(out.Time), Position: position(out),
		}
	default:
		return nil
	}
}

// alreadyOpen is the message of a start that finds a roll call, with its class and
// when it was started. One that was forgotten is not called open.
func alreadyOpen(stale bool) string {
	if stale {
		return "the roll call of class %d from %s takes no presences any more; " +
			"end it to have its list, then start another"
	}
	return "the roll call of class %d is open since %s; end it before you start another"
}

// appendReply appends the reply, the same bytes whenever the outcome is the same.
func appendReply(b []byte, op rollcall.Op, out rollcall.Outcome) []byte {
	if op == rollcall.Scan {
		return appendTicket(b, out)
	}
	switch out.Verdict {
	case rollcall.Opened:
		return append(b, marshal(started(out))...)
	case rollcall.Listed, rollcall.Ended:
		return appendRoll(b, out)
	case rollcall.Coded, rollcall.Checked, rollcall.Struck:
		return append(b, marshal(classroomReply(out))...)
	default:
		return appendPresence(b, out)
	}
}

func started(out rollcall.Outcome) subjects.Started {
	s := subjects.Started{
		Class: subjects.Class(out.Class), Time: subjects.Time(out.Time),
		Roll: out.Roll, Position: position(out),
	}
	if out.Told != nil {
		s.CodeEvery = out.Told.Every
	}
	return s
}

// appendPresence is one function because the student's text is then no allocation
// of its own.
func appendPresence(b []byte, out rollcall.Outcome) []byte {
	p := subjects.Presence{
		Class: subjects.Class(out.Class), Time: subjects.Time(out.Time),
		Student: subjects.Student(out.Student.String()), Roll: out.Roll,
		Position: position(out),
	}
	p.Already, p.Reason = out.Verdict == rollcall.Already, reasons[out.Verdict]
	if t := out.Told; t != nil {
		p.Check, p.Scanned, p.By = t.Check, subjects.Time(t.Scanned), subjects.Teacher(t.By)
	}
	return p.AppendJSON(b)
}

// usualStudent is more than the digits of most students.
const usualStudent = 12

func roll(out rollcall.Outcome) subjects.Roll {
	r := subjects.Roll{
		Class: subjects.Class(out.Class), Time: subjects.Time(out.Time),
		Roll: out.Roll, Started: subjects.Time(out.Started),
		Students: make([]subjects.Student, 0, out.Arrivals.Len()),
		Last:     out.Last, Position: position(out),
	}
	if out.Detail {
		r.Presences = make([]subjects.ListedPresence, 0, out.Arrivals.Len())
	}
	var text strings.Builder // of all students: thousands of allocations less
	text.Grow(out.Arrivals.Len() * usualStudent)
	for student, at := range out.Arrivals.All() {
		from := text.Len()
		text.WriteString(student.String())
		s := subjects.Student(text.String()[from:])
		r.Students = append(r.Students, s)
		if out.Detail {
			r.Presences = append(r.Presences,
				subjects.ListedPresence{Student: s, Time: subjects.Time(at)})
		}
	}
	if out.Told != nil {
		detail(&r, out.Told)
	}
	return r
}

func position(out rollcall.Outcome) subjects.Position {
	return subjects.Position{Record: out.Position.Record, Index: uint32(out.Position.Index)}
}

// marshal encodes values of subjects, none of which can fail to.
func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
