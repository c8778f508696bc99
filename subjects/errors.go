package subjects

import (
	"encoding/json"
	"fmt"
)

// Code says, for programs, why a request got an error or a presence was
// refused.
type Code string

// The codes of errors, with the status that travels in [HeaderStatus].
const (
	InvalidJSON    Code = "invalid_json"    // 400
	InvalidClass   Code = "invalid_class"   // 400
	InvalidStudent Code = "invalid_student" // 400
	InvalidID      Code = "invalid_id"      // 400
	InvalidField   Code = "invalid_field"   // 400; another field, which Error.Field names
	TooLarge       Code = "too_large"       // 400
	// InvalidClassList is 400: a class list is malformed, in a field that Error.Field names.
	InvalidClassList   Code = "invalid_class_list"
	Forbidden          Code = "forbidden"            // 403
	NotOpen            Code = "not_open"             // 404; also a presence's reason
	NoClass            Code = "no_class"             // 404: nothing is known of the class
	NoRecord           Code = "no_record"            // 404: there is no record of that roll call
	Conflict           Code = "conflict"             // 409: it was changed meanwhile
	NotKept            Code = "not_kept"             // 409: the class keeps no records
	TooManyCorrections Code = "too_many_corrections" // 409: there are as many as there may be
	AlreadyOpen        Code = "already_open"         // 409
	Open               Code = "open"                 // 409: an open roll call has the student
	TooManyOpen        Code = "too_many_open"        // 409
	NoCode             Code = "no_code"              // 409
	TooManyChecks      Code = "too_many_checks"      // 409
	Upgrading          Code = "upgrading"            // 503, nothing was done
	Overloaded         Code = "overloaded"           // 503, nothing was done
	Unavailable        Code = "unavailable"          // 503, outcome unknown
)

// Full is the reason of a presence refused because the roll has as many
// students as it may hold. It is never the code of an error.
const Full Code = "full"

// The reasons of presences and scans refused for want of the room's code. None is ever
// the code of an error.
const (
	CodeMissing   Code = "code_missing"
	CodeWrong     Code = "code_wrong"
	CodeExpired   Code = "code_expired" // it was right, not long ago
	TicketWrong   Code = "ticket_wrong"
	TicketExpired Code = "ticket_expired"
	Struck        Code = "struck"   // out by the teacher
	TooMany       Code = "too_many" // wrong codes; what is scanned still goes
)

// Headers of an error reply, as NATS services have them (ADR-32).
const (
	HeaderStatus  = "Nats-Service-Error-Code"
	HeaderMessage = "Nats-Service-Error"
)

// Status is the number that travels with an error of this code, 0 for a code
// that is none of an error.
func (c Code) Status() int {
	switch c {
	case InvalidJSON, InvalidClass, InvalidStudent, InvalidID, InvalidField, TooLarge,
		InvalidClassList:
		return 400
	case Forbidden:
		return 403
	case NotOpen, NoClass, NoRecord:
		return 404
	case AlreadyOpen, Open, Conflict, NotKept, TooManyCorrections, TooManyOpen, NoCode,
		TooManyChecks:
		return 409
	case Upgrading, Overloaded, Unavailable:
		return 503
	default:
		return 0
	}
}

// Error is the reply to a request that cannot be judged.
type Error struct {
	Code Code `json:"code"`
	// one English sentence that says what to do, in ASCII: headers take no more
	Message string `json:"message"`

	// Field is the name of the malformed field, with invalid_field and invalid_class_list. With
	// forbidden it is "login" where the class wants the student's own.
	Field string `json:"field,omitempty"`

	// Where and when it was judged, for the errors that the state of a class
	// gave (not_open, already_open, forbidden); zero for the others.
	Time     Time     `json:"time,omitzero"`
	Position Position `json:"position,omitzero"`

	// The roll call that is open already; only with already_open.
	Started Time   `json:"started,omitzero"`
	Roll    string `json:"roll,omitempty"`
	// Stale: it takes no presences any more and waits for its end, by running time, whatever
	// its times say.
	Stale bool `json:"stale,omitempty"`

	// Revision is that of the class list as it is; only with conflict, where there is one.
	Revision uint64 `json:"revision,omitempty"`

	// Now is the record as it is; only with the conflict of a correction.
	Now *RecordNow `json:"-"`
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Code, e.Message) }

// envelope is the body of an error reply.
type envelope struct {
	Error *Error `json:"error"`
}

// Body is the reply's payload.
func (e *Error) Body() []byte {
	b, err := json.Marshal(envelope{e})
	if err != nil { // no field can fail to encode
		panic(err)
	}
	return b
}

// DecodeError reads the payload of an error reply. When it is not one of
// ours, the code is empty and the message says what came.
func DecodeError(body []byte) *Error {
	var v envelope
	if err := json.Unmarshal(body, &v); err != nil || v.Error == nil || v.Error.Code == "" {
		return &Error{Message: fmt.Sprintf("unexpected error reply %.200q", body)}
	}
	return v.Error
}

var (
	errID = &Error{Code: InvalidID,
		Message: "the header Nats-Msg-Id must be 1 to 128 printable ASCII bytes; shorten it or " +
			"leave it out"}
	errTry = &Error{Code: InvalidID,
		Message: "the header Chamada-Try must be the number of this try, from 1; count it up or " +
			"leave it out"}
	errTooLarge = &Error{Code: TooLarge,
		Message: "the request is over 64 KiB; send one class and one student at a time"}
)

// ErrAfter is for a cursor that no coordinator gave, or one that is too old.
var ErrAfter = errField("after",
	"after must be what the reply before had as more, not long ago; leave it out to begin anew")

func errField(field, message string) *Error {
	return &Error{Code: InvalidField, Field: field, Message: message}
}

func errJSON(message string) *Error    { return &Error{Code: InvalidJSON, Message: message} }
func errClass(message string) *Error   { return &Error{Code: InvalidClass, Message: message} }
func errStudent(message string) *Error { return &Error{Code: InvalidStudent, Message: message} }
