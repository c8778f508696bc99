package subjects

import "encoding/json"

// TeacherOpen replies with the roll calls that are open.
const TeacherOpen = Root + "teacher.open"

// OpenRequest asks which roll calls are open.
type OpenRequest struct {
	// After is the More of the reply before, whose next part is wanted.
	After string `json:"after,omitempty"`
}

// OpenRolls is the reply to [TeacherOpen]: the roll calls that take presences and
// that the asker may list. One that takes none any more, 12 hours after its
// start, is not open; its list waits for an end.
type OpenRolls struct {
	Time  Time       `json:"time"`
	Rolls []OpenRoll `json:"rolls"` // by class, never nil on the wire
	// More is there when the reply would have been larger than [MaxReply]: the next
	// part is had with it as [OpenRequest.After]. All parts are of one state.
	More     string   `json:"more,omitempty"`
	Position Position `json:"position"` // all that happened up to here is in it
}

// OpenRoll is one of [OpenRolls].
type OpenRoll struct {
	Class   Class   `json:"class"`
	Roll    string  `json:"roll"`
	Started Time    `json:"started"`
	Count   int     `json:"count"`             // students present
	Teacher Teacher `json:"teacher,omitempty"` // who started it, where there are logins
}

// DecodeOpen reads the payload of [TeacherOpen]. Any error is an [*Error].
func DecodeOpen(data []byte) (OpenRequest, error) {
	f, err := decodeObject(data, `{}`)
	if err != nil {
		return OpenRequest{}, err
	}
	after, err := f.decodeAfter()
	return OpenRequest{After: after}, err
}

// decodeAfter reads what the part before has given; what is absent is empty.
func (f fields) decodeAfter() (after string, err error) {
	if f.after == nil {
		return "", nil
	}
	if f.after[0] != '"' || json.Unmarshal(f.after, &after) != nil {
		return "", ErrAfter
	}
	return after, nil
}
