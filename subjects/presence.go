package subjects

import "strconv"

// StudentPresent registers one presence.
const StudentPresent = Root + "student.present"

// PresenceRequest registers a student's presence. Student is empty when the
// request leaves it to the login to say who asks.
type PresenceRequest struct {
	Class   Class   `json:"class"`
	Student Student `json:"student,omitempty"`
	Proof
}

// Presence is the reply to a presence. A refused one has class zero and a
// reason; it is a normal reply, not an error.
type Presence struct {
	Class   Class   `json:"class"` // zero: refused
	Time    Time    `json:"time"`  // of the first registration, or of the refusal
	Student Student `json:"student"`
	Roll    string  `json:"roll,omitempty"`
	Check   int     `json:"check,omitempty"`   // that it counts for, if not the first
	Already bool    `json:"already,omitempty"` // was registered before in this check
	// NotOpen, Full, or what is wrong with code or ticket
	Reason  Code `json:"reason,omitempty"`
	Scanned Time `json:"scanned,omitzero"` // when the code was scanned; only with a ticket
	// the kiosk or teacher who has registered the student
	By       Teacher  `json:"by,omitempty"`
	Position Position `json:"position"` // of the first registration: the receipt number
}

// Refused tells whether the presence was not registered.
func (p Presence) Refused() bool { return p.Class == 0 }

// DecodePresence reads the payload of [StudentPresent]. Any error is an
// [*Error]. Whether the student may be left out is for the caller to say.
func DecodePresence(data []byte) (PresenceRequest, error) {
	f, err := decode(data)
	if err != nil {
		return PresenceRequest{}, err
	}
	class, err := f.decodeClass()
	if err != nil {
		return PresenceRequest{}, err
	}
	student, err := f.decodeStudent()
	if err != nil {
		return PresenceRequest{}, err
	}
	proof, err := f.decodeProof()
	return PresenceRequest{Class: class, Student: student, Proof: proof}, err
}

// AppendJSON appends p as JSON, the same bytes that encoding/json gives. It
// stands apart because presences are nearly all of the traffic.
func (p Presence) AppendJSON(b []byte) []byte {
	b = append(b, `{"class":`...)
	b = strconv.AppendUint(b, uint64(p.Class), 10)
	b = append(b, `,"time":"`...)
	b = p.Time.append(b)
	b = append(b, `","student":"`...)
	b = append(b, p.Student...)
	if p.Roll != "" {
		b = append(b, `","roll":"`...)
		b = append(b, p.Roll...)
	}
	b = append(b, '"')
	if p.Check != 0 {
		b = append(b, `,"check":`...)
		b = strconv.AppendInt(b, int64(p.Check), 10)
	}
	if p.Already {
		b = append(b, `,"already":true`...)
	}
	if p.Reason != "" {
		b = append(b, `,"reason":"`...)
		b = append(b, p.Reason...)
		b = append(b, '"')
	}
	b = appendScanned(b, p.Scanned)
	b = appendBy(b, p.By)
	b = append(b, `,"position":"`...)
	b = p.Position.append(b)
	return append(b, `"}`...)
}
