package subjects

// RoomCode is the reply to [TeacherCode]: what the room is to see.
type RoomCode struct {
	Class    Class    `json:"class"`
	Time     Time     `json:"time"`
	Roll     string   `json:"roll"`
	Check    int      `json:"check"`  // from 1
	Code     string   `json:"code"`   // six digits to type
	QR       string   `json:"qr"`     // for the picture: the same digits, and five characters
	TTL      int64    `json:"ttl_ms"` // milliseconds for which it is the newest
	Position Position `json:"position"`
}

// Ticket is the reply to [StudentScan]. A refused one has class zero and a reason; it is
// a normal reply, not an error.
type Ticket struct {
	Class    Class    `json:"class"` // zero: refused
	Time     Time     `json:"time"`
	Roll     string   `json:"roll,omitempty"`
	Check    int      `json:"check,omitempty"`
	Ticket   string   `json:"ticket,omitempty"`
	TTL      int64    `json:"ttl_ms,omitempty"` // milliseconds for which it is good
	Reason   Code     `json:"reason,omitempty"`
	Position Position `json:"position"`
}

// Refused tells whether there is no ticket.
func (t Ticket) Refused() bool { return t.Class == 0 }

// Checked is the reply to [TeacherCheck], and the event that a check is open.
type Checked struct {
	Class    Class    `json:"class"`
	Time     Time     `json:"time"`
	Roll     string   `json:"roll"`
	Check    int      `json:"check"` // from 2
	Position Position `json:"position"`
}

// Marked is the reply to [TeacherMark], and the event of it: a presence, or that the
// student is struck out.
type Marked struct {
	Class    Class    `json:"class"` // zero: refused
	Time     Time     `json:"time"`
	Student  Student  `json:"student"`
	Roll     string   `json:"roll,omitempty"`
	Check    int      `json:"check,omitempty"`
	Already  bool     `json:"already,omitempty"`
	Reason   Code     `json:"reason,omitempty"` // Full
	Struck   bool     `json:"struck,omitempty"`
	Scanned  Time     `json:"scanned,omitzero"`
	By       Teacher  `json:"by,omitempty"` // who has marked; in open mode nobody
	Position Position `json:"position"`
}

// Refused tells whether nothing was marked.
func (m Marked) Refused() bool { return m.Class == 0 }
