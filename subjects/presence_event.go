package subjects

import "strconv"

// PresenceEvent is the event of one or several presences in a class.
type PresenceEvent struct {
	Class     Class           `json:"class"`
	Roll      string          `json:"roll"`
	Presences []EventPresence `json:"presences"`
}

// EventPresence is one student's presence in [PresenceEvent].
type EventPresence struct {
	Student  Student  `json:"student"`
	Time     Time     `json:"time"`
	Check    int      `json:"check,omitempty"` // that it counts for, if not the first
	Position Position `json:"position"`
}

// EventPresent is the subject that tells of arrivals in a class.
func EventPresent(c Class) string { return event(c, "present") }

// AppendJSON appends a as JSON, the same bytes that encoding/json gives: every
// presence is in such an event.
func (a PresenceEvent) AppendJSON(b []byte) []byte {
	b = append(b, `{"class":`...)
	b = strconv.AppendUint(b, uint64(a.Class), 10)
	b = append(b, `,"roll":"`...)
	b = append(b, a.Roll...)
	b = append(b, `","presences":[`...)
	for i := range a.Presences {
		b = a.Presences[i].append(appendComma(b, i))
	}
	return append(b, "]}"...)
}

func (p *EventPresence) append(b []byte) []byte {
	b = append(b, `{"student":"`...)
	b = append(b, p.Student...)
	b = append(b, `","time":"`...)
	b = p.Time.append(b)
	if b = append(b, '"'); p.Check != 0 {
		b = append(b, `,"check":`...)
		b = strconv.AppendInt(b, int64(p.Check), 10)
	}
	b = append(b, `,"position":"`...)
	b = p.Position.append(b)
	return append(b, `"}`...)
}
