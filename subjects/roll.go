package subjects

import "strconv"

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
	Presences []ListedPresence `json:"presences,omitzero"`
	// With detail, where there is something to say: how many checks there were, who came
	// from one device, and who is struck out.
	Checks int         `json:"checks,omitempty"`
	Shared [][]Student `json:"shared,omitempty"`
	Struck []StruckOut `json:"struck,omitempty"`
	// More is [MoreDetail] where what detail adds to students and times did not fit, and is left
	// out. In a list in parts it is what the next part is had with; all parts are of one state.
	More string `json:"more,omitempty"`
	// Last says that this is the roll call that has ended last, as the list wanted.
	// Without it a coordinator has answered that does not know of it, with what is open.
	Last     bool     `json:"last,omitempty"`
	Position Position `json:"position"`
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
