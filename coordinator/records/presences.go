package records

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// Presences are stored in few bytes, because a report reads a hundred records: an array each, with
// the student, the milliseconds since the start and the receipt, then what only some have.
//
//	["042191010",61234,"4711-3"]
//	["205182055",65000,"4712-0",{"scanned":64000,"by":"porta-1","checks":[1,2]}]

// seldom is what only some presences have.
type seldom struct {
	Scanned *int64           `json:"scanned,omitempty"` // milliseconds since the start
	By      subjects.Teacher `json:"by,omitempty"`
	Checks  []int            `json:"checks,omitempty"`
}

func appendPresences(b []byte, started subjects.Time, all []marks.Arrival) []byte {
	b = append(b, '[')
	for i := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendPresence(b, started, &all[i])
	}
	return append(b, ']')
}

func appendPresence(b []byte, started subjects.Time, a *marks.Arrival) []byte {
	b = append(b, '[', '"')
	b = append(b, a.Student...)
	b = append(b, '"', ',')
	b = strconv.AppendInt(b, int64(a.At-started), 10)
	b = append(b, ',', '"')
	b, _ = a.Receipt.AppendText(b) // it never fails
	b = append(b, '"')
	if a.Scanned != 0 || a.By != "" || len(a.Checks) > 0 {
		some := seldom{By: a.By, Checks: a.Checks}
		if a.Scanned != 0 {
			scanned := int64(a.Scanned - started)
			some.Scanned = &scanned
		}
		b = append(append(b, ','), encode(some)...)
	}
	return append(b, ']')
}

var errPresence = errors.New("a presence is not understood")

// parsePresences reads what appendPresences has written.
func parsePresences(text string, started subjects.Time) ([]marks.Arrival, error) {
	rest, ok := strings.CutPrefix(text, "[")
	if !ok {
		return nil, errPresence
	}
	all := make([]marks.Arrival, 0, strings.Count(text, "[")-1)
	for rest != "]" {
		a, after, err := parsePresence(rest, started)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
		if rest = strings.TrimPrefix(after, ","); rest == after && rest != "]" {
			return nil, errPresence
		}
	}
	return all, nil
}

// parsePresence reads one, and gives what stands behind it.
func parsePresence(text string, started subjects.Time) (a marks.Arrival, rest string, err error) {
	student, rest, ok1 := between(text, `["`, `",`)
	after, rest, ok2 := strings.Cut(rest, `,"`)
	receipt, rest, ok3 := strings.Cut(rest, `"`)
	ms, err1 := strconv.ParseInt(after, 10, 64)
	at, err2 := subjects.ParsePosition(receipt)
	a = marks.Arrival{Student: subjects.Student(student), At: started + subjects.Time(ms),
		Receipt: at}
	if !ok1 || !ok2 || !ok3 || err1 != nil || err2 != nil || !a.Student.Valid() {
		return a, "", errPresence
	}
	if after, ok := strings.CutPrefix(rest, "]"); ok {
		return a, after, nil
	}
	if some, behind, ok := between(rest, ",", "}]"); ok {
		err := parseSeldom(&a, some+"}", started)
		return a, behind, err
	}
	return a, "", errPresence
}

// between is what stands after prefix and before end, and what stands behind end.
func between(s, prefix, end string) (inside, behind string, ok bool) {
	s, ok = strings.CutPrefix(s, prefix)
	if !ok {
		return "", "", false
	}
	return strings.Cut(s, end)
}

func parseSeldom(a *marks.Arrival, text string, started subjects.Time) error {
	var some seldom
	if json.Unmarshal([]byte(text), &some) != nil {
		return errPresence
	}
	if a.By = some.By; len(some.Checks) > 0 {
		a.Checks = some.Checks
	}
	if some.Scanned != nil {
		a.Scanned = started + subjects.Time(*some.Scanned)
	}
	return nil
}
