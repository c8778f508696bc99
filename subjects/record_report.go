package subjects

// RecordReport replies with what a semester of a class amounts to, student by student.
const RecordReport = Root + "record.report"

// ReportRequest asks what the kept records of a class amount to.
type ReportRequest struct {
	Class Class `json:"class"`
	// From and Until are days of their starts, inclusive; empty: no bound.
	From  Date `json:"from,omitempty"`
	Until Date `json:"until,omitempty"`
	// Planned is how many hours the class is to have in all; zero: not said.
	Planned int `json:"planned,omitempty"`
	// After is the More of the reply before, whose next part is wanted.
	After string `json:"after,omitempty"`
}

// Report is the reply to [RecordReport].
type Report struct {
	Class   Class  `json:"class"`
	Name    string `json:"name,omitempty"` // of the class
	Time    Time   `json:"time"`
	From    Date   `json:"from,omitempty"`
	Until   Date   `json:"until,omitempty"`
	Planned int    `json:"planned,omitempty"`
	Rolls   int    `json:"rolls"` // roll calls that count
	// Waived says what a waived absence does to the hours given: "counts" or "excluded".
	Waived   string       `json:"waived"`
	Students []ReportLine `json:"students"` // by name, then number; never nil on the wire
	More     string       `json:"more,omitempty"`
	Position Position     `json:"position"`
}

// ReportLine is one student of a [Report].
type ReportLine struct {
	Student     Student `json:"student"`
	Name        string  `json:"name"` // that is shown, see [RecordLine]
	Marks       Totals  `json:"marks"`
	Hours       int     `json:"hours"`        // given while the student was active
	AbsentHours int     `json:"absent_hours"` // of them
	// Frequency is what share of Hours was not missed, in per cent, cut to one decimal: "74.9". It
	// is null where no hours were given.
	Frequency *string `json:"frequency"`
	// FrequencyPlanned is the same of the hours planned, null where these are not said.
	FrequencyPlanned *string `json:"frequency_planned"`
	// AllowedLeft is how many hours may still be missed; negative when it was too many.
	AllowedLeft int   `json:"allowed_left"`
	Alert       Alert `json:"alert"`
}

// Alert says how near a student is to what may be missed.
type Alert string

// The alerts.
const (
	AlertNone Alert = "none"
	AlertHalf Alert = "half" // from 50 % of what is allowed
	AlertNear Alert = "near" // from 80 %
	AlertOver Alert = "over" // more than is allowed
)
