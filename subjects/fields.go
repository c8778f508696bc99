package subjects

import (
	"bytes"
	"encoding/json"
)

// fields are the values of a request, still as JSON; nil where absent.
type fields struct {
	class, student, detail, last, after          []byte
	every, code, ticket, device, present, reason []byte
	at, revision                                 []byte
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
		case "at":
			f.at = value
		case "revision":
			f.revision = value
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
		return "",
			errStudent(
				`student must be a JSON string, because leading zeros count; send it in quotes, {"student":"042191010"}`)
	}
	s, err := text(f.student)
	if err != nil {
		return "", errStudent("student is not a valid JSON string")
	}
	return ParseStudent(s)
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

func decodeText(name string, value []byte, wrong string) (string, error) {
	if value == nil {
		return "", nil
	}
	if value[0] == '"' {
		if s, err := text(value); err == nil {
			return s, nil
		}
	}
	return "", errField(name, wrong)
}
