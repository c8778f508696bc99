package subjects

// RecordGet replies with what became of a roll call, student by student.
const RecordGet = Root + "record.get"

// RecordRequest asks for the record of a roll call.
type RecordRequest struct {
	Class Class `json:"class"`
	// Roll is which one; empty: the open one, or else the latest.
	Roll string `json:"roll,omitempty"`
	// After is the More of the reply before, whose next part is wanted.
	After string `json:"after,omitempty"`
}

// Record is the reply to [RecordGet]: what became of a roll call, student by student, as it
// is at Time.
type Record struct {
	Class   Class  `json:"class"`
	Name    string `json:"name,omitempty"` // of the class
	Roll    string `json:"roll"`
	Started Time   `json:"started"`
	Ended   Time   `json:"ended,omitzero"` // zero: it is open
	Time    Time   `json:"time"`
	// Teacher is who has started it, where there are logins.
	Teacher Teacher `json:"teacher,omitempty"`
	Day     Date    `json:"day"`                  // of its start, in the class's zone
	Zone    string  `json:"zone"`                 // an IANA name
	Base    Time    `json:"base,omitzero"`        // from when lateness counts; zero: Started
	Hours   int     `json:"hours"`                // what it counts
	Late    *int    `json:"late_after,omitempty"` // minutes; nil: nobody is late
	Checks  int     `json:"checks"`               // that there were, from 1
	Kept    bool    `json:"kept,omitempty"`       // for good; corrections want that
	Void    bool    `json:"void,omitempty"`       // opened by mistake: in no report
	// Lost says that students may be missing: the journal was damaged and repaired.
	Lost  bool   `json:"lost,omitempty"`
	Added *Added `json:"added,omitempty"` // nil: it was taken by the system

	Students []RecordLine `json:"students"` // by name, then number; never nil on the wire
	Unknown  []Unlisted   `json:"unknown"`  // in order of arrival; never nil on the wire
	Totals   Totals       `json:"totals"`
	// Corrections are those of the whole roll call, the oldest first.
	Corrections []RollCorrection `json:"corrections,omitempty"`
	// Revision counts corrections: it is what a [CorrectRequest] names.
	Revision string `json:"revision"`
	// Roster is the revision of the class list at the end, List that of the present one, from
	// which enrolment is read; zero: there is none.
	Roster uint64 `json:"roster,omitempty"`
	List   uint64 `json:"list,omitempty"`
	// More is there when the reply would have been larger than [MaxReply].
	More     string   `json:"more,omitempty"`
	Position Position `json:"position"`
}

// RecordLine is one student of a [Record].
type RecordLine struct {
	Student Student `json:"student"`
	Name    string  `json:"name"` // that is shown, see [Enrolled]
	// Erased says that the student was erased: the number stands for nobody, see [NewNobody].
	Erased      bool  `json:"erased,omitempty"`
	State       State `json:"state,omitempty"` // on that day; empty: active
	Mark        Mark  `json:"mark"`            // null: none, for who was not active
	AbsentHours int   `json:"absent_hours"`
	// Of a presence: when, when the code was scanned, its receipt, who has registered it, and
	// the checks in which it was, where there were several.
	At      Time     `json:"at,omitzero"`
	Scanned Time     `json:"scanned,omitzero"`
	Receipt Position `json:"receipt,omitzero"`
	By      Teacher  `json:"by,omitempty"`
	Checks  []int    `json:"checks,omitempty"`
	// Corrections are the oldest first.
	Corrections []Correction `json:"corrections,omitempty"`
}

// Counts tells whether the line is in totals, frequency and files for other systems. That of who
// was not active on that day is in none, whatever they were marked: it is shown, with why.
func (l *RecordLine) Counts() bool { return l.State == "" && l.Mark != "" }

// Unlisted is who came and is not on the class list.
type Unlisted struct {
	Student Student  `json:"student"`
	At      Time     `json:"at"`
	Scanned Time     `json:"scanned,omitzero"`
	Receipt Position `json:"receipt,omitzero"`
	By      Teacher  `json:"by,omitempty"`
	Checks  []int    `json:"checks,omitempty"`
}
