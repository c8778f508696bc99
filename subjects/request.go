package subjects

import (
	"bytes"
	"encoding/json"
)

// MaxRequest is the greatest size of a request's payload, in bytes.
const MaxRequest = 64 << 10

// StartRequest opens the roll call of a class.
type StartRequest struct {
	Class Class `json:"class"`
	// CodeEvery is how often there is a new room code, in seconds, [MinCodeEvery] to
	// [MaxCodeEvery]; zero is without one.
	CodeEvery int `json:"code_every,omitempty"`
}

// PresentRequest registers a student's presence. Student is empty when the
// request leaves it to the login to say who asks.
type PresentRequest struct {
	Class   Class   `json:"class"`
	Student Student `json:"student,omitempty"`
	Proof
}

// ReadRequest lists or ends the roll call of a class.
type ReadRequest struct {
	Class  Class `json:"class"`
	Detail bool  `json:"detail,omitempty"` // with the time of each presence
	Last   bool  `json:"last,omitempty"`   // of a list: not what is open, but what has ended last
}

// OpenRequest asks which roll calls are open.
type OpenRequest struct {
	// After is the More of the reply before, whose next part is wanted.
	After string `json:"after,omitempty"`
}

// DecodeStart reads the payload of [TeacherStart]. Any error is an [*Error].
func DecodeStart(data []byte) (StartRequest, error) {
	f, err := decode(data)
	if err != nil {
		return StartRequest{}, err
	}
	class, err := f.decodeClass()
	if err != nil {
		return StartRequest{}, err
	}
	every, err := f.decodeEvery()
	return StartRequest{Class: class, CodeEvery: every}, err
}

// DecodePresent reads the payload of [StudentPresent]. Any error is an
// [*Error]. Whether the student may be left out is for the caller to say.
func DecodePresent(data []byte) (PresentRequest, error) {
	f, err := decode(data)
	if err != nil {
		return PresentRequest{}, err
	}
	class, err := f.decodeClass()
	if err != nil {
		return PresentRequest{}, err
	}
	student, err := f.decodeStudent()
	if err != nil {
		return PresentRequest{}, err
	}
	proof, err := f.decodeProof()
	return PresentRequest{Class: class, Student: student, Proof: proof}, err
}

// DecodeRead reads the payload of [TeacherEnd]. Any error is an [*Error].
func DecodeRead(data []byte) (ReadRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ReadRequest{}, err
	}
	return f.decodeRead()
}

// DecodeList reads the payload of [TeacherList]. Any error is an [*Error].
func DecodeList(data []byte) (ReadRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ReadRequest{}, err
	}
	r, err := f.decodeRead()
	if err != nil {
		return ReadRequest{}, err
	}
	r.Last, err = f.decodeLast()
	return r, err
}

// DecodeOpen reads the payload of [TeacherOpen]. Any error is an [*Error].
func DecodeOpen(data []byte) (OpenRequest, error) {
	f, err := decodeObject(data, `{}`)
	if err != nil || f.after == nil {
		return OpenRequest{}, err
	}
	var q OpenRequest
	if f.after[0] != '"' || json.Unmarshal(f.after, &q.After) != nil {
		return OpenRequest{}, ErrAfter
	}
	return q, nil
}

// fields are the values of a request, still as JSON; nil where absent.
type fields struct {
	class, student, detail, last, after          []byte
	every, code, ticket, device, present, reason []byte
}

// mark is what some shells and editors put before text in UTF-8. It says nothing.
var mark = []byte("\xef\xbb\xbf")

// decode splits the request for a class into its fields.
func decode(data []byte) (fields, error) { return decodeObject(data, `{"class":3030}`) }

// decodeObject splits a request into its fields. It does not use struct decoding
// because that takes "Class" for "class", and cannot tell which field is wrong.
func decodeObject(data []byte, example string) (fields, error) {
	var f fields
	if len(data) > MaxRequest {
		return f, errTooLarge
	}
	data = bytes.TrimPrefix(data, mark)
	if !json.Valid(data) {
		return f, errJSON("the request is not JSON; send an object such as " + example)
	}
	if skipSpace(data)[0] != '{' {
		return f, errJSON("the request is not a JSON object; send one such as " + example)
	}
	for key, value := range members(data) {
		switch string(key) {
		case "class":
			f.class = value
		case "student":
			f.student = value
		case "detail":
			f.detail = value
		case "last":
			f.last = value
		case "after":
			f.after = value
		case "code_every":
			f.every = value
		case "code":
			f.code = value
		case "ticket":
			f.ticket = value
		case "device":
			f.device = value
		case "present":
			f.present = value
		case "reason":
			f.reason = value
		}
	}
	return f, nil
}

func (f fields) decodeClass() (Class, error) {
	switch {
	case f.class == nil:
		return 0, errClass(`class is missing; send it as a number, {"class":3030}`)
	case f.class[0] == '"':
		return 0, errClass(`class must be a JSON number, not a string; send {"class":3030}`)
	case !digits(string(f.class)):
		return 0, errClass("class must be a whole number without sign, point or exponent")
	}
	return ParseClass(string(f.class))
}

func (f fields) decodeStudent() (Student, error) {
	switch {
	case f.student == nil:
		return "", nil
	case f.student[0] != '"':
		return "", errStudent(`student must be a JSON string, because leading zeros count; send it in quotes, {"student":"042191010"}`)
	}
	s, err := text(f.student)
	if err != nil {
		return "", errStudent("student is not a valid JSON string")
	}
	return ParseStudent(s)
}

func (f fields) decodeRead() (ReadRequest, error) {
	class, err := f.decodeClass()
	if err != nil {
		return ReadRequest{}, err
	}
	detail, ok := decodeBool(f.detail)
	if !ok {
		return ReadRequest{}, errJSON(`detail must be true or false, without quotes`)
	}
	return ReadRequest{Class: class, Detail: detail}, nil
}

func (f fields) decodeLast() (bool, error) {
	last, ok := decodeBool(f.last)
	if !ok {
		return false, errField("last", `last must be true or false, without quotes`)
	}
	return last, nil
}

// decodeBool reads true or false; what is absent is false.
func decodeBool(value []byte) (v, ok bool) {
	switch string(value) {
	case "true":
		return true, true
	case "false", "":
		return false, true
	default:
		return false, false
	}
}
