package subjects

import (
	"fmt"
	"strings"
	"time"
)

func decodeStudents(value []byte) ([]Enrolled, error) {
	if value[0] != '[' {
		return nil, errList("students", "students must be an array; send [] for a class without any")
	}
	all := []Enrolled{}
	seen := map[Student]bool{}
	for i, one := range elements(value) {
		e, err := decodeEnrolled(fmt.Sprintf("students[%d].", i), one)
		if err != nil {
			return nil, err
		}
		if seen[e.Student] {
			return nil, errList("students", "student %s is on the list twice", e.Student)
		}
		seen[e.Student] = true
		all = append(all, e)
	}
	return all, nil
}

// decodeEnrolled reads one student; where says which it is.
func decodeEnrolled(where string, value []byte) (e Enrolled, err error) {
	if value[0] != '{' {
		return e, errList("students", "%s must be an object with student and name",
			strings.TrimSuffix(where, "."))
	}
	for key, v := range fieldsOf(value, where, &err) {
		if err = e.decode(key, where, v); err != nil {
			return Enrolled{}, err
		}
	}
	switch {
	case err != nil:
		return Enrolled{}, err
	case e.Student == "":
		return Enrolled{}, errList("student", "%sstudent is missing", where)
	case e.From != "" && e.Until != "" && e.Until < e.From:
		return Enrolled{}, errList("until", "%suntil is before from", where)
	}
	return e, nil
}

func (e *Enrolled) decode(key, where string, value []byte) (err error) {
	switch key {
	case "student":
		s, ok := decodeQuoted(value)
		if e.Student = Student(s); !ok || !e.Student.Valid() {
			err = errList(key,
				`%sstudent must be a string of 1 to %d digits, leading zeros count`, where, MaxStudent)
		}
	case "name":
		e.Name, err = decodeName(key, where, value)
	case "social":
		e.Social, err = decodeName(key, where, value)
	case "from":
		e.From, err = decodeDate(key, where, value)
	case "until":
		e.Until, err = decodeDate(key, where, value)
	case "state":
		s, ok := decodeQuoted(value)
		if e.State = State(s); !ok || !e.State.Valid() {
			err = errList(key, `%sstate must be "active", "locked", "transferred" or "exempt"`, where)
		}
	default:
		err = errList(fieldName(key), "%s%+.40q is no field of a student; leave it out", where, key)
	}
	return err
}

// ValidDate tells whether date is a day of the calendar, "2026-08-01".
func ValidDate(date string) bool {
	_, err := time.Parse(time.DateOnly, date)
	return err == nil
}

func decodeDate(key, where string, value []byte) (string, error) {
	date, ok := decodeQuoted(value)
	if !ok || !ValidDate(date) {
		return "", errList(key, `%s%s must be a day such as "2026-08-01"`, where, key)
	}
	return date, nil
}
