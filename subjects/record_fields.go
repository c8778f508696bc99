package subjects

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// values are the members of a request about records by their names, still as JSON. What cannot
// be read is err, of the first; from then on nothing is read.
type values struct {
	all map[string][]byte
	err error
}

// decodeValues splits a request into its members. Of one that is there twice the last counts.
func decodeValues(data []byte, example string) *values {
	if len(data) > MaxRequest {
		return &values{err: errTooLarge}
	}
	data = bytes.TrimPrefix(data, mark)
	if !json.Valid(data) || skipSpace(data)[0] != '{' {
		return &values{err: errJSON("the request is not a JSON object; send one such as " +
			example)}
	}
	v := &values{all: map[string][]byte{}}
	for key, value := range members(data) {
		v.all[string(key)] = value
	}
	return v
}

func (v *values) has(name string) bool { return v.all[name] != nil }

func (v *values) fail(field, message string) {
	if v.err == nil {
		v.err = errField(field, message)
	}
}

func (v *values) class() (c Class) {
	if v.err == nil {
		c, v.err = fields{class: v.all["class"]}.decodeClass()
	}
	return c
}

func (v *values) student() (s Student) {
	if v.err == nil {
		s, v.err = fields{student: v.all["student"]}.decodeStudent()
	}
	return s
}

// text reads a string; empty: it is not there.
func (v *values) text(name, wrong string) (s string) {
	if v.err == nil {
		s, v.err = decodeText(name, v.all[name], wrong)
	}
	return s
}

// checked reads a string that must be so; empty: it is not there.
func (v *values) checked(name, wrong string, so func(string) bool) string {
	s := v.text(name, wrong)
	if v.has(name) && !so(s) {
		v.fail(name, wrong)
	}
	return s
}

// roll reads which roll call is meant; empty: it is not said.
func (v *values) roll() string {
	return v.checked("roll", "roll must be the string that a reply had as roll", ValidRoll)
}

// maxRoll is more characters than any roll has.
const maxRoll = 64

// ValidRoll tells whether roll may name a roll call: it is one word of a subject.
func ValidRoll(roll string) bool {
	return roll != "" && len(roll) <= maxRoll && strings.IndexFunc(roll, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && r != '-'
	}) < 0
}

func (v *values) after() string {
	return v.checked("after", ErrAfter.Message, func(s string) bool { return s != "" })
}

func (v *values) days() (from, until Date) {
	from, until = v.day("from"), v.day("until")
	if from != "" && until != "" && until < from {
		v.fail("until", "until must not be before from; put them in order")
	}
	return from, until
}

func (v *values) day(name string) Date {
	return Date(v.checked(name, name+` must be a day such as "2026-08-01"`, func(s string) bool {
		return Date(s).Valid()
	}))
}

func (v *values) time(name string) (t Time) {
	wrong := name + ` must be a time such as "2026-11-22T18:00:00Z"`
	if t.UnmarshalText([]byte(v.text(name, wrong))) != nil {
		v.fail(name, wrong)
	}
	return t
}

// number reads a whole number; nil: it is not there.
func (v *values) number(name string, low, high int) *int {
	if v.err != nil || !v.has(name) {
		return nil
	}
	n, err := strconv.Atoi(string(v.all[name]))
	if err != nil || !digits(string(v.all[name])) || n < low || n > high {
		v.fail(name, name+" must be a whole number from "+strconv.Itoa(low)+" to "+
			strconv.Itoa(high))
	}
	return &n
}

// flag reads true or false; nil: it is not there.
func (v *values) flag(name string) *bool {
	if v.err != nil || !v.has(name) {
		return nil
	}
	is, ok := decodeBool(v.all[name])
	if !ok {
		v.fail(name, name+" must be true or false, without quotes")
	}
	return &is
}

// mark reads a mark, which must be there. Null is the empty one.
func (v *values) mark() *Mark {
	const wrong = `mark must be "present", "late", "absent", "excused" or "waived", or null for ` +
		`what was computed`
	if string(v.all["mark"]) == "null" {
		return new(Mark)
	}
	m := Mark(v.text("mark", wrong))
	if !m.Valid() {
		v.fail("mark", wrong)
	}
	return &m
}

// revision reads which revision was seen, which must be there.
func (v *values) revision() string {
	const wrong = "revision must be the string that record.get had as revision"
	revision := v.text("revision", wrong)
	if !digits(revision) || len(revision) > MaxStudent {
		v.fail("revision", wrong)
	}
	return revision
}

// reason reads why, which must be said.
func (v *values) reason() string {
	const wrong = "reason must be a string of 3 to 200 characters, without line ends"
	reason, err := fields{reason: v.all["reason"]}.decodeReason(true)
	if err != nil {
		v.fail("reason", wrong)
	}
	return reason
}

// students reads an array of students, each once, in the order in which they are first named.
func (v *values) students() []Student {
	const wrong = `students must be an array of strings, who was there; send them in quotes, ` +
		`["042191010"], or [] when nobody was`
	var texts []*string
	if v.err != nil || !v.has("students") || json.Unmarshal(v.all["students"], &texts) != nil ||
		texts == nil {
		v.fail("students", wrong)
	}
	all, seen := make([]Student, 0, len(texts)), make(map[Student]bool, len(texts))
	for _, text := range texts {
		switch {
		case text == nil || !Student(*text).Valid():
			v.fail("students", wrong)
		case !seen[Student(*text)]:
			seen[Student(*text)] = true
			all = append(all, Student(*text))
		}
	}
	return slices.Clip(all)
}
