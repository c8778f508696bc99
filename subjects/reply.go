package subjects

import "strconv"

// Started is the reply to a start, and the event that a roll call was opened.
type Started struct {
	Class    Class    `json:"class"`
	Time     Time     `json:"time"`
	Roll     string   `json:"roll"` // opaque, new at every start
	Position Position `json:"position"`
}

// Presence is the reply to a presence. A refused one has class zero and a
// reason; it is a normal reply, not an error.
type Presence struct {
	Class    Class    `json:"class"` // zero: refused
	Time     Time     `json:"time"`  // of the first registration, or of the refusal
	Student  Student  `json:"student"`
	Roll     string   `json:"roll,omitempty"`
	Already  bool     `json:"already,omitempty"` // was registered before in this roll
	Reason   Code     `json:"reason,omitempty"`  // NotOpen or Full
	Position Position `json:"position"`          // of the first registration: the receipt number
}

// Refused tells whether the presence was not registered.
func (p Presence) Refused() bool { return p.Class == 0 }

// MaxReply is the greatest size of a reply's payload, in bytes. The largest list
// there can be is just below it; of a reply that would be larger only a part is sent.
const MaxReply = 900 << 10

// Roll is the reply to a list and to an end.
type Roll struct {
	// Lost says that students may be missing, see [HeaderLost].
	Lost bool `json:"-"`

	Class    Class     `json:"class"`
	Time     Time      `json:"time"` // of the list, or when the roll call ended
	Roll     string    `json:"roll"`
	Started  Time      `json:"started"`
	Students []Student `json:"students"` // in order of arrival, never nil on the wire
	// Presences is there when the request asked for detail: the same students
	// in the same order, with the time of each.
	Presences []Arrival `json:"presences,omitzero"`
	// Last says that this is the roll call that has ended last, as the list wanted.
	// Without it a coordinator has answered that does not know of it, with what is open.
	Last     bool     `json:"last,omitempty"`
	Position Position `json:"position"`
}

// Arrival is one student's presence in a detailed [Roll].
type Arrival struct {
	Student Student `json:"student"`
	Time    Time    `json:"time"`
}

// AppendJSON appends r as JSON, the same bytes that encoding/json gives. It
// stands apart because who asks for a presence waits while a list is encoded.
func (r Roll) AppendJSON(b []byte) []byte {
	b = append(b, `{"class":`...)
	b = strconv.AppendUint(b, uint64(r.Class), 10)
	b = append(b, `,"time":"`...)
	b = r.Time.append(b)
	b = append(b, `","roll":"`...)
	b = append(b, r.Roll...)
	b = append(b, `","started":"`...)
	b = r.Started.append(b)
	b = append(b, `","students":[`...)
	for i, s := range r.Students {
		b = append(appendComma(b, i), '"')
		b = append(b, s...)
		b = append(b, '"')
	}
	b = append(b, ']')
	if r.Presences != nil {
		b = append(b, `,"presences":[`...)
		for i := range r.Presences {
			b = r.Presences[i].append(appendComma(b, i))
		}
		b = append(b, ']')
	}
	if r.Last {
		b = append(b, `,"last":true`...)
	}
	b = append(b, `,"position":"`...)
	b = r.Position.append(b)
	return append(b, `"}`...)
}

func (a *Arrival) append(b []byte) []byte {
	b = append(b, `{"student":"`...)
	b = append(b, a.Student...)
	b = append(b, `","time":"`...)
	b = a.Time.append(b)
	return append(b, `"}`...)
}

// appendComma appends what stands before the ith element.
func appendComma(b []byte, i int) []byte {
	if i == 0 {
		return b
	}
	return append(b, ',')
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
	if p.Already {
		b = append(b, `,"already":true`...)
	}
	if p.Reason != "" {
		b = append(b, `,"reason":"`...)
		b = append(b, p.Reason...)
		b = append(b, '"')
	}
	b = append(b, `,"position":"`...)
	b = p.Position.append(b)
	return append(b, `"}`...)
}
