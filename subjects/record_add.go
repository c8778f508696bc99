package subjects

// RecordAdd keeps the record of a roll call that was taken on paper.
const RecordAdd = Root + "record.add"

// AddRequest is a roll call that was taken on paper. Nobody is late in it.
type AddRequest struct {
	Class    Class     `json:"class"`
	Started  Time      `json:"started"` // in the past, before Ended
	Ended    Time      `json:"ended"`
	Hours    int       `json:"hours,omitempty"` // 1 to [MaxHours]; zero: as the class has it
	Students []Student `json:"students"`        // who was there; one twice is one
	Reason   string    `json:"reason"`          // [MinReason] to [MaxReason] characters
}

// RecordAdded is the reply to [RecordAdd].
type RecordAdded struct {
	Class    Class    `json:"class"`
	Roll     string   `json:"roll"`
	Time     Time     `json:"time"` // when it was added
	Revision string   `json:"revision"`
	Position Position `json:"position"`
}

// Added says who has added a roll call that was taken on paper.
type Added struct {
	By     Teacher `json:"by,omitempty"` // where there are logins
	Time   Time    `json:"time"`
	Reason string  `json:"reason"`
}
