package subjects

// StudentRecordRequest asks for the lines of who is logged in.
type StudentRecordRequest struct {
	Class Class  `json:"class"`
	After string `json:"after,omitempty"`
	// Student may be left out; otherwise it must be the login's own.
	Student Student `json:"student,omitempty"`
}

// OwnRecords is the reply to [StudentRecord]: one student's lines, the oldest first.
type OwnRecords struct {
	Class    Class       `json:"class"`
	Time     Time        `json:"time"`
	Records  []OwnRecord `json:"records"` // never nil on the wire
	More     string      `json:"more,omitempty"`
	Position Position    `json:"position"`
}

// OwnRecord is one student's line of one roll call.
type OwnRecord struct {
	Roll        string       `json:"roll"`
	Started     Time         `json:"started"`
	Day         Date         `json:"day"`            // of its start, in the class's zone
	Zone        string       `json:"zone,omitempty"` // an IANA name; empty: an older coordinator
	Hours       int          `json:"hours"`
	Mark        Mark         `json:"mark"` // null: none, for who was not active, or not on the list
	AbsentHours int          `json:"absent_hours"`
	Void        bool         `json:"void,omitempty"` // opened by mistake: it does not count
	At          Time         `json:"at,omitzero"`
	Corrections []Correction `json:"corrections,omitempty"`
}
