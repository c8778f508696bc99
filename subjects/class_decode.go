package subjects

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
)

const putExample = `{"class":3030,"students":[{"student":"042191010","name":"Ana Souza"}]}`

// ErrListTooLarge is for a class list of over [MaxClassList] bytes.
var ErrListTooLarge = &Error{Code: TooLarge,
	Message: "the class list is over 900 KiB; leave out what it need not have"}

// errList is what is wrong with a class list, and in which field.
func errList(field, format string, args ...any) *Error {
	return &Error{Code: InvalidClassList, Field: field, Message: fmt.Sprintf(format, args...)}
}

// DecodePut reads the payload of [ClassPut]. Any error is an [*Error]. Unlike other requests it
// may have no field that is not known: what is not kept must not look as if it were.
func DecodePut(data []byte) (q PutRequest, err error) {
	if len(data) > MaxClassList {
		return q, ErrListTooLarge
	}
	data, err = object(data, putExample)
	if err != nil {
		return q, err
	}
	var f fields
	students := false
	for key, value := range fieldsOf(data, "", &err) {
		switch key {
		case "class":
			f.class = value
		case "revision":
			q.Revision, err = decodeRevision(value)
		default:
			students = students || key == "students"
			err = q.decode(key, value)
		}
		if err != nil {
			return PutRequest{}, err
		}
	}
	if err == nil {
		q.Class, err = f.decodeClass()
	}
	if err == nil && !students {
		err = errList("students", `students is missing; send [] for a class without any`)
	}
	if err != nil {
		return PutRequest{}, err
	}
	return q, nil
}

// DecodeClassList reads a class list as it is kept, without class and revision. Any error is an
// [*Error].
func DecodeClassList(data []byte) (list ClassList, err error) {
	if data, err = object(data, `{"students":[]}`); err != nil {
		return list, err
	}
	for key, value := range fieldsOf(data, "", &err) {
		if err = list.decode(key, value); err != nil {
			return ClassList{}, err
		}
	}
	return list, err
}

// DecodeRemove reads the payload of [ClassRemove]. Any error is an [*Error].
func DecodeRemove(data []byte) (q RemoveRequest, err error) {
	f, err := decode(data)
	if err != nil {
		return q, err
	}
	if q.Class, err = f.decodeClass(); err != nil {
		return RemoveRequest{}, err
	}
	if q.Revision, err = decodeRevision(f.revision); err != nil {
		return RemoveRequest{}, err
	}
	return q, nil
}

// decodeRevision reads a revision, which must be there.
func decodeRevision(value []byte) (n uint64, err error) {
	if json.Unmarshal(value, &n) != nil || n == 0 || n > MaxRevision || !digits(string(value)) {
		return 0, errField("revision",
			"revision must be the whole number that the class list was read with")
	}
	return n, nil
}

// object is a JSON object without what may stand before it.
func object(data []byte, example string) ([]byte, error) {
	data = bytes.TrimPrefix(data, mark)
	if !json.Valid(data) {
		return nil, errJSON("the request is not JSON; send an object such as " + example)
	}
	if skipSpace(data)[0] != '{' {
		return nil, errJSON("the request is not a JSON object; send one such as " + example)
	}
	return data, nil
}

// fieldsOf are the members of an object, up to one that is there twice, which *err is about. where
// says of what the object is a part.
func fieldsOf(data []byte, where string, err *error) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		seen := make(map[string]bool, 8)
		for key, value := range members(data) {
			name := string(key)
			if seen[name] {
				*err = errList(fieldName(name), "%s%+.40q is there twice", where, name)
				return
			}
			if seen[name] = true; !yield(name, value) {
				return
			}
		}
	}
}

// fieldName is a field as an error names it.
func fieldName(name string) string {
	if len(name) > 40 {
		return name[:40]
	}
	return strings.ToValidUTF8(name, "?")
}

// elements are the raw values of the JSON array in data, which must have passed json.Valid.
func elements(data []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		rest := skipSpace(data[1:])
		for i := 0; rest[0] != ']'; i++ {
			var value []byte
			value, rest = cutValue(rest)
			if !yield(i, value) {
				return
			}
			if rest = skipSpace(rest); rest[0] == ',' {
				rest = skipSpace(rest[1:])
			}
		}
	}
}
