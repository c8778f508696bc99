package subjects

import (
	"encoding/json"
	"strconv"
	"time"
)

// The requests about class lists.
const (
	// ClassPut replaces what is known of a class.
	ClassPut = Root + "class.put"
	// ClassGet replies with what is known of a class.
	ClassGet = Root + "class.get"
	// ClassIndex replies with the classes of which something is known.
	ClassIndex = Root + "class.list"
	// ClassRemove removes what is known of a class.
	ClassRemove = Root + "class.remove"
)

// Limits of a class list.
const (
	// MaxClassList is the greatest size of the payload of [ClassPut], in bytes. Other
	// requests have [MaxRequest].
	MaxClassList = 900 << 10

	MaxTeachers  = 32
	MaxName      = 200     // characters
	MaxHours     = 12      // of one roll call
	MaxLateAfter = 12 * 60 // minutes, as long as a roll call takes presences
	MaxKeep      = 36_500  // days

	// MaxRevision is the greatest revision of a class list; JSON keeps it exactly.
	MaxRevision = 1<<53 - 1
)

// DefaultZone is the time zone of a class that names none.
const DefaultZone = "America/Sao_Paulo"

// ClassList is all that is known of a class. A roll call needs none.
type ClassList struct {
	Name     string     `json:"name,omitempty"`
	Teachers []Teacher  `json:"teachers,omitempty"` // each once, [MaxTeachers] at most
	Students []Enrolled `json:"students"`           // each number once, never nil on the wire

	// CodeEvery is how often a roll call of the class has a new room code, in seconds; zero
	// is none.
	CodeEvery int `json:"code_every,omitempty"`
	// LateAfter is after how many minutes a student is late; nil: nobody is.
	LateAfter *int `json:"late_after,omitempty"`
	Hours     int  `json:"hours,omitempty"` // what a roll call counts, 1 to [MaxHours]; zero is one
	Keep      Keep `json:"keep,omitzero"`
	// At is the time of day from when lateness counts, "08:00"; empty: the start of the roll call.
	At        string `json:"at,omitempty"`
	Zone      string `json:"zone,omitempty"` // an IANA name; empty is [DefaultZone]
	LateCosts bool   `json:"late_costs,omitempty"`
	// Waived says what a waived absence does to the hours given: "counts" or "excluded".
	Waived string `json:"waived,omitempty"`
	Login  bool   `json:"login,omitempty"` // the page wants the student's own login
}

// Enrolled is one student of a [ClassList].
type Enrolled struct {
	Student Student `json:"student"`
	Name    string  `json:"name,omitempty"`
	Social  string  `json:"social,omitempty"` // the name to show, where it is another
	From    string  `json:"from,omitempty"`   // days of enrolment, inclusive, "2026-08-01"; empty: no bound
	Until   string  `json:"until,omitempty"`
	// State is how the student stands in the class; empty is [StateActive].
	State State `json:"state,omitempty"`
}

// State is how a student stands in a class.
type State string

// The states of a student.
const (
	StateActive      State = "active"
	StateLocked      State = "locked"      // trancado
	StateTransferred State = "transferred" // transferido
	StateExempt      State = "exempt"      // dispensado
)

// Valid tells whether s is a state.
func (s State) Valid() bool {
	return s == StateActive || s == StateLocked || s == StateTransferred || s == StateExempt
}

// Keep says whether the records of ended roll calls are kept, and for how long. On the wire it
// is a bool, or a number of days.
type Keep struct {
	On   bool
	Days int // zero: without an end
}

// Over tells whether the record of a roll call that was started then is kept no longer now, by the
// clocks of a zone.
func (k Keep) Over(started, now Time, zone *time.Location) bool {
	return k.Days > 0 && DateOf(started, zone).Add(k.Days) < DateOf(now, zone)
}

// MarshalJSON gives the wire form; it never fails.
func (k Keep) MarshalJSON() ([]byte, error) {
	if k.On && k.Days > 0 {
		return strconv.AppendInt(nil, int64(k.Days), 10), nil
	}
	return strconv.AppendBool(nil, k.On), nil
}

// UnmarshalJSON reads the wire form.
func (k *Keep) UnmarshalJSON(b []byte) error {
	if on, ok := decodeBool(b); ok {
		*k = Keep{On: on}
		return nil
	}
	var days int
	err := json.Unmarshal(b, &days)
	*k = Keep{On: days > 0, Days: days}
	return err
}

// PutRequest replaces what is known of a class.
type PutRequest struct {
	Class Class `json:"class"`
	ClassList
	// Revision is that of what is replaced; zero when there is none.
	Revision uint64 `json:"revision,omitempty"`
}

// RemoveRequest removes what is known of a class, of which it names the revision.
type RemoveRequest struct {
	Class    Class  `json:"class"`
	Revision uint64 `json:"revision"`
}

// ClassPutDone is the reply to [ClassPut].
type ClassPutDone struct {
	Class Class `json:"class"`
	Time  Time  `json:"time"`
	// Revision counts the changes of the class: each is greater than all before, after a
	// removal as well.
	Revision uint64   `json:"revision"`
	Position Position `json:"position"`
}

// ClassRemoved is the reply to [ClassRemove].
type ClassRemoved struct {
	Class    Class    `json:"class"`
	Time     Time     `json:"time"`
	Position Position `json:"position"`
}

// ClassGot is the reply to [ClassGet].
type ClassGot struct {
	Class Class `json:"class"`
	Time  Time  `json:"time"`
	ClassList
	Revision uint64   `json:"revision"`
	Put      Time     `json:"put"`          // when it was put
	By       Teacher  `json:"by,omitempty"` // who has put it, where there are logins
	Position Position `json:"position"`
}

// Classes is the reply to [ClassIndex]: the classes that the asker may see.
type Classes struct {
	Time    Time        `json:"time"`
	Classes []ClassLine `json:"classes"` // by number, never nil on the wire
	// More is there when the reply would have been larger than [MaxReply]: the next part is
	// had with it as [OpenRequest.After].
	More     string   `json:"more,omitempty"`
	Position Position `json:"position"`
}

// ClassLine is one class of [Classes].
type ClassLine struct {
	Class    Class  `json:"class"`
	Name     string `json:"name"`
	Students int    `json:"students"`       // on the list, whatever their state
	Open     bool   `json:"open,omitempty"` // a roll call is
}
