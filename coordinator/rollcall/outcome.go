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
}

// Effective tells whether the command changed a roll.
func (o *Outcome) Effective() bool {
	return !o.Repeated && (o.Verdict == Opened || o.Verdict == Registered || o.Verdict == Ended)
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
