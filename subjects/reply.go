package subjects

import (
	"encoding/json"
	"strconv"
)

// Started is the reply to a start, and the event that a roll call was opened.
type Started struct {
	Class Class  `json:"class"`
	Time  Time   `json:"time"`
	Roll  string `json:"roll"` // opaque, new at every start
	// CodeEvery is how often there is a new room code, in seconds. Without it there is
	// none, whatever was asked for: an older coordinator knows of none.
	CodeEvery int      `json:"code_every,omitempty"`
	Position  Position `json:"position"`
}

// Presence is the reply to a presence. A refused one has class zero and a
// reason; it is a normal reply, not an error.
type Presence struct {
	Class    Class    `json:"class"` // zero: refused
	Time     Time     `json:"time"`  // of the first registration, or of the refusal
	Student  Student  `json:"student"`
	Roll     string   `json:"roll,omitempty"`
	Check    int      `json:"check,omitempty"`   // that it counts for, if not the first
	Already  bool     `json:"already,omitempty"` // was registered before in this check
	Reason   Code     `json:"reason,omitempty"`  // NotOpen, Full, or what is wrong with code or ticket
	Scanned  Time     `json:"scanned,omitzero"`  // when the code was scanned; only with a ticket
	By       Teacher  `json:"by,omitempty"`      // the kiosk or teacher who has registered the student
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
	// With detail, where there is something to say: how many checks there were, who came
	// from one device, and who is struck out.
	Checks int         `json:"checks,omitempty"`
	Shared [][]Student `json:"shared,omitempty"`
	Struck []StruckOut `json:"struck,omitempty"`
	// More says that what detail adds to students and times did not fit, and is left out.
	More string `json:"more,omitempty"`
	// Last says that this is the roll call that has ended last, as the list wanted.
	// Without it a coordinator has answered that does not know of it, with what is open.
	Last     bool     `json:"last,omitempty"`
	Position Position `json:"position"`
}

// Arrival is one student's presence in a detailed [Roll].
type Arrival struct {
	Student Student `json:"student"`
	Time    Time    `json:"time"`
	Checks  []int   `json:"checks,omitempty"` // that the student was there at; if there were several
	Scanned Time    `json:"scanned,omitzero"` // when the code was scanned; only with a ticket
	By      Teacher `json:"by,omitempty"`     // the kiosk or teacher who has registered the student
}

// StruckOut is one student struck out in a detailed [Roll].
type StruckOut struct {
	Student Student `json:"student"`
	Time    Time    `json:"time"`
	By      Teacher `json:"by,omitempty"`
	Reason  string  `json:"reason"`
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
	if r.Checks != 0 {
		b = append(b, `,"checks":`...)
		b = strconv.AppendInt(b, int64(r.Checks), 10)
	}
	if len(r.Shared) > 0 {
		b = appendMember(b, "shared", r.Shared)
	}
	if len(r.Struck) > 0 {
		b = appendMember(b, "struck", r.Struck)
	}
	if r.More != "" {
		b = appendMember(b, "more", r.More)
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
	b = append(b, '"')
	if len(a.Checks) > 0 {
		b = appendMember(b, "checks", a.Checks)
	}
	b = appendScanned(b, a.Scanned)
	b = appendBy(b, a.By)
	return append(b, '}')
}

func appendScanned(b []byte, t Time) []byte {
	if t == 0 {
		return b
	}
	b = append(b, `,"scanned":"`...)
	return append(t.append(b), '"')
}

func appendBy(b []byte, by Teacher) []byte {
	if by == "" {
		return b
	}
	b = append(b, `,"by":"`...)
	b = append(b, by...)
	return append(b, '"')
}

// appendMember appends a member of few replies, of a type that cannot fail to encode.
func appendMember(b []byte, name string, v any) []byte {
	value, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":`...)
	return append(b, value...)
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
