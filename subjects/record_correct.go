package subjects

// RecordCorrect changes the mark of a student in a kept record, or what its roll call counts.
const RecordCorrect = Root + "record.correct"

// MaxCorrections is how many corrections one student has in one roll call at most, and how many
// the roll call itself.
const MaxCorrections = 50

// CorrectRequest changes a student's mark or, without a student, what the roll call counts.
type CorrectRequest struct {
	Class   Class   `json:"class"`
	Roll    string  `json:"roll"`
	Student Student `json:"student,omitempty"` // empty: it is about the whole roll call
	// Mark is what the student gets; nil or empty: what is computed. It must be there on the
	// wire with a student, as null if need be.
	Mark *Mark `json:"mark,omitempty"`
	// Hours are those that the student has missed, from 0, or that the roll call counts, from 1;
	// nil: what goes with the mark, or as they were.
	Hours *int `json:"hours,omitempty"`
	// Void says that the roll call was opened by mistake; nil: as it was.
	Void   *bool  `json:"void,omitempty"`
	Reason string `json:"reason"` // [MinReason] to [MaxReason] characters
	// Revision is that of the record which the teacher has seen.
	Revision string `json:"revision"`
}

// Corrected is the reply to [RecordCorrect].
type Corrected struct {
	Class Class  `json:"class"`
	Roll  string `json:"roll"`
	// Line is the student's as it is now; nil where it was about the whole roll call, which then
	// is RollLine.
	Line     *RecordLine `json:"line,omitempty"`
	RollLine *RollLine   `json:"roll_line,omitempty"`
	Revision string      `json:"revision"`
	Position Position    `json:"position"`
}

// RollLine is what a roll call counts, and how that came about.
type RollLine struct {
	RollState
	Corrections []RollCorrection `json:"corrections"`
}

// Correction is what a teacher has made of a student's mark.
type Correction struct {
	Before Mark    `json:"before"`
	After  Mark    `json:"after"`
	Hours  int     `json:"hours"`        // absent after it
	By     Teacher `json:"by,omitempty"` // where there are logins
	Time   Time    `json:"time"`
	Reason string  `json:"reason"`
}

// RollCorrection is what a teacher has made of a whole roll call.
type RollCorrection struct {
	Before RollState `json:"before"`
	After  RollState `json:"after"`
	By     Teacher   `json:"by,omitempty"` // where there are logins
	Time   Time      `json:"time"`
	Reason string    `json:"reason"`
}

// RollState is what a roll call counts.
type RollState struct {
	Hours int  `json:"hours"`
	Void  bool `json:"void,omitempty"`
}
