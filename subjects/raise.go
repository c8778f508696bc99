package subjects

import "encoding/json"

// Raise asks for the journal to be raised.
type Raise struct {
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
func DecodeRaise(payload []byte) (r Raise, err error) {
	if len(payload) > MaxRequest {
		return r, errTooLarge
	}
	if len(payload) == 0 {
		return r, nil
	}
	if err := json.Unmarshal(payload, &r); err != nil {
		return r, &Error{Code: InvalidJSON, Message: `the request is not JSON; send {} or {"dry":true}`}
	}
	return r, nil
}
