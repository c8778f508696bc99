package subjects

import (
	"encoding/json"
	"errors"
	"time"
)

// Mark is what a student got for one roll call. Empty, null on the wire, is none.
type Mark string

// The marks.
const (
	MarkPresent Mark = "present"
	MarkLate    Mark = "late"
	MarkAbsent  Mark = "absent"
	MarkExcused Mark = "excused" // the absence was justified; it still counts
	MarkWaived  Mark = "waived"  // the absence does not count
)

// Marks has each mark, in the order in which totals give them.
var Marks = []Mark{MarkPresent, MarkLate, MarkAbsent, MarkExcused, MarkWaived}

// Valid tells whether m is a mark.
func (m Mark) Valid() bool {
	switch m {
	case MarkPresent, MarkLate, MarkAbsent, MarkExcused, MarkWaived:
		return true
	default:
		return false
	}
}

// Came tells whether m is of somebody who was there.
func (m Mark) Came() bool { return m == MarkPresent || m == MarkLate }

// MarshalJSON gives the wire form.
func (m Mark) MarshalJSON() ([]byte, error) {
	if m == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(m))
}

var errMark = errors.New("a mark is a string, or null")

// UnmarshalJSON reads the wire form. A mark that is not known yet is taken as it is.
func (m *Mark) UnmarshalJSON(b []byte) error {
	var s *string
	if json.Unmarshal(b, &s) != nil {
		return errMark
	}
	if *m = ""; s != nil {
		*m = Mark(*s)
	}
	return nil
}

// Totals counts students by their marks.
type Totals struct {
	Present int `json:"present"`
	Late    int `json:"late"`
	Absent  int `json:"absent"`
	Excused int `json:"excused"`
	Waived  int `json:"waived"`
}

// Of is how many have a mark.
func (t *Totals) Of(m Mark) *int {
	switch m {
	case MarkPresent:
		return &t.Present
	case MarkLate:
		return &t.Late
	case MarkAbsent:
		return &t.Absent
	case MarkExcused:
		return &t.Excused
	case MarkWaived:
		return &t.Waived
	default:
		return new(int)
	}
}

// Date is a day, as "2026-11-28"; dates compare as texts. Empty is no date.
type Date string

// DateOf is the day of an instant in a zone.
func DateOf(at Time, zone *time.Location) Date {
	return Date(at.Time().In(zone).Format(time.DateOnly))
}

// Add is the day so many days later.
func (d Date) Add(days int) Date {
	at, _ := time.Parse(time.DateOnly, string(d)) // it is valid
	return Date(at.AddDate(0, 0, days).Format(time.DateOnly))
}

// Valid tells whether d is a day of the calendar.
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}
