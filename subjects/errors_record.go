package subjects

import "encoding/json"

// RecordNow is what a correction was to be over, as it is by now.
type RecordNow struct {
	Line     *RecordLine // of the student
	RollLine *RollLine   // of the whole roll call, where it was about that
	Revision string
}

// plainError is an Error without its methods.
type plainError Error

// conflictError is an Error as it is on the wire, where "revision" is a class list's number or
// a record's text.
type conflictError struct {
	*plainError
	Line     *RecordLine     `json:"line,omitempty"`
	RollLine *RollLine       `json:"roll_line,omitempty"`
	Revision json.RawMessage `json:"revision,omitempty"`
}

// MarshalJSON gives the wire form.
func (e *Error) MarshalJSON() ([]byte, error) {
	if e.Now == nil {
		return json.Marshal((*plainError)(e))
	}
	revision, err := json.Marshal(e.Now.Revision)
	if err != nil {
		return nil, err
	}
	return json.Marshal(conflictError{(*plainError)(e), e.Now.Line, e.Now.RollLine, revision})
}

// UnmarshalJSON reads the wire form.
func (e *Error) UnmarshalJSON(b []byte) error {
	v := conflictError{plainError: (*plainError)(e)}
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	if len(v.Revision) > 0 && v.Revision[0] == '"' {
		e.Now = &RecordNow{Line: v.Line, RollLine: v.RollLine}
		return json.Unmarshal(v.Revision, &e.Now.Revision)
	}
	if len(v.Revision) == 0 {
		return nil
	}
	return json.Unmarshal(v.Revision, &e.Revision)
}
