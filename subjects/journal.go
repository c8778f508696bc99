package subjects

import "encoding/json"

// Journal carries the durable journal. It is the coordinators' own: no
// client may publish or read it.
const Journal = Root + "journal"

// JournalRaise has the journal written in the highest version that all coordinators
// read. With logins it is an admin's; it is among the teachers' because that is
// what servers let admins ask, those of existing clusters too.
const JournalRaise = Root + "teacher.raise"

// MetaJournal is the key, in the service's metadata, of the highest version of the
// journal that a replica reads. One that has none reads the first.
const MetaJournal = "journal"

// MetaStudents is the key, in the service's metadata, of what a replica leaves to another one:
// in a rush that beside the journal's leader serves students alone, and the others are
// StudentsAside.
const (
	MetaStudents  = "students"
	StudentsAside = "aside"
)

// RaiseRequest asks for the journal to be raised.
type RaiseRequest struct {
	Dry bool `json:"dry"` // only tell who reads what
}

// Raised tells who reads which version of the journal, and which is written.
type Raised struct {
	Time    Time     `json:"time"`
	Was     int      `json:"was"`
	Version int      `json:"version"` // that is written now
	Readers []Reader `json:"readers"`
}

// Reader is a coordinator.
type Reader struct {
	Instance string `json:"instance"`       // of the micro service
	Node     string `json:"node,omitempty"` // what people call it
	Program  string `json:"program"`        // its version
	Journal  int    `json:"journal"`        // the highest version that it reads
}

// DecodeRaise reads the payload of a [JournalRaise] request; an empty one is none.
func DecodeRaise(payload []byte) (r RaiseRequest, err error) {
	if len(payload) > MaxRequest {
		return r, errTooLarge
	}
	if len(payload) == 0 {
		return r, nil
	}
	if err := json.Unmarshal(payload, &r); err != nil {
		return r,
			&Error{Code: InvalidJSON, Message: `the request is not JSON; send {} or {"dry":true}`}
	}
	return r, nil
}
