package subjects

// StudentScan tells that a student sees the code, and gets a ticket for it.
const StudentScan = Root + "student.scan"

// ScanRequest tells that a student sees the code of a class.
type ScanRequest struct {
	Class Class `json:"class"`
	Proof       // without a ticket
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

// DecodeScan reads the payload of [StudentScan]. Any error is an [*Error].
func DecodeScan(data []byte) (ScanRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ScanRequest{}, err
	}
	class, err := f.decodeClass()
	if err != nil {
		return ScanRequest{}, err
	}
	f.ticket = nil // of a scan it says nothing
	proof, err := f.decodeProof()
	return ScanRequest{class, proof}, err
}
