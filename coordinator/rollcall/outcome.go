package rollcall

import "iter"

// Verdict is what came of a command.
type Verdict uint8

const (
	// Opened: the roll call is open.
	Opened Verdict = iota
	// Registered: the student is on the roll.
	Registered
	// Already: the student was on the roll before.
	Already
	// Listed: here is the roll; the roll call goes on.
	Listed
	// Ended: here is the roll; the roll call is over.
	Ended
	// NotOpen: the class has no roll call to do that with.
	NotOpen
	// Full: the roll holds as many students as it may.
	Full
	// AlreadyOpen: the class has a roll call, which must be ended first.
	AlreadyOpen
	// Forbidden: the class has a roll call, of another teacher.
	Forbidden
	// Superseded: a later try of the request has been answered, this one was
	// not judged.
	Superseded
	// TooManyOpen: the teacher's login has as many roll calls open as it may.
	TooManyOpen
	// Coded: here is the code that the room sees.
	Coded
	// Ticketed: the code was right, and here is a ticket.
	Ticketed
	// Checked: the next check of the roll is open.
	Checked
	// Struck: the student is struck out.
	Struck
	// NoCode: the roll call has none.
	NoCode
	// TooManyChecks: the roll has as many checks as it may.
	TooManyChecks
	// CodeMissing: the roll call wants a code, or a ticket.
	CodeMissing
	// CodeWrong: it was not the code in the last [ExpiredFor].
	CodeWrong
	// CodeExpired: it was, and is not any more.
	CodeExpired
	// TicketWrong: the ticket is not of this roll, device or student, or of no roll.
	TicketWrong
	// TicketExpired: the ticket is older than [TicketFor].
	TicketExpired
	// StruckOut: the teacher has struck the student out.
	StruckOut
	// Overtaken: it is not any more as the command's writer knew, and it was not judged. It
	// had no effect and can be written again.
	Overtaken
	// TooManyCodes: whoever asks has sent too many wrong ones. No state says so: who
	// limits guesses does, in the place of CodeMissing.
	TooManyCodes
)

// Outcome is what came of a command, all that a reply to it needs. The same
// outcome gives the same reply to the byte.
type Outcome struct {
	Verdict  Verdict
	Repeated bool     // an earlier outcome again: the command had no effect of its own
	Time     Time     // when it took effect, or was refused
	Position Position // where it took effect, or was refused
	Class    uint64
	Student  Student
	Detail   bool // as the command that took effect had it
	Last     bool // of a List of the roll that has ended last
	Stale    bool // with AlreadyOpen: the roll takes no presences any more
	Lost     bool // records were lost while the roll was open: students may be missing
	Roll     string
	Started  Time
	Arrivals Arrivals // of Listed and Ended

	// Terms is what the roll call has taken from its class, nil for nothing. It does not change.
	Terms *Terms

	// Told is what few outcomes say besides; it may be nil, and does not change.
	Told *Told
}

// Effective tells whether the command changed a roll.
func (o *Outcome) Effective() bool {
	switch o.Verdict {
	case Opened, Registered, Ended, Checked, Struck:
		return !o.Repeated
	default:
		return false
	}
}

// Arrivals is the students on a roll, in the order of their arrival. It is a
// view that later commands do not change, safe to read on any goroutine.
type Arrivals struct {
	started Time
	all     []presence
}

// Len is the number of students.
func (a Arrivals) Len() int { return len(a.all) }

// All yields the students with the times of their arrival.
func (a Arrivals) All() iter.Seq2[Student, Time] {
	return func(yield func(Student, Time) bool) {
		for i := range a.all {
			if !yield(a.all[i].student, a.all[i].time(a.started)) {
				return
			}
		}
	}
}
