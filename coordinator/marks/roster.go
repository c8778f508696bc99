package marks

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/chamada/chamada/subjects"
)

// State is how a student stands in a class.
type State string

// The states, as they are on the wire. Empty is active.
const (
	Active      State = "active"
	Locked      State = "locked"      // trancado
	Transferred State = "transferred" // transferido
	Exempt      State = "exempt"      // dispensado
)

func (s State) active() bool { return s == "" || s == Active }

// Valid tells whether s is a state.
func (s State) Valid() bool {
	return s.active() || s == Locked || s == Transferred || s == Exempt
}

// Date is a day, as "2026-11-28"; dates compare as texts. Empty is no date.
type Date string

// DateOf is the day of an instant where the class is.
func DateOf(at subjects.Time, zone *time.Location) Date {
	return Date(at.Time().In(zone).Format(time.DateOnly))
}

// Valid tells whether d is a day of the calendar.
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Entry is a student of a class list.
type Entry struct {
	Student     subjects.Student
	Name        string
	Social      string // the name to show, where it is another
	From, Until Date   // of enrolment, inclusive; empty: without an end
	State       State
}

// Shown is the name by which people know the student.
func (e Entry) Shown() string { return cmp.Or(e.Social, e.Name) }

// on tells whether a student was on the list on a day.
func (e Entry) on(day Date) bool {
	return (e.From == "" || e.From <= day) && (e.Until == "" || day <= e.Until)
}

// roster is the class list as of a day, by name as Portuguese sorts them, then number.
func roster(all []Entry, day Date) []Entry {
	var on []Entry
	for _, e := range all {
		if e.on(day) {
			on = append(on, e)
		}
	}
	Sort(on)
	return on
}

// Sort puts students in the order of a class list: by the name that is shown as
// Portuguese sorts names, then by number.
func Sort(entries []Entry) {
	names := collate.New(language.BrazilianPortuguese)
	var buf collate.Buffer
	keys := make(map[subjects.Student][]byte, len(entries))
	for _, e := range entries {
		keys[e.Student] = names.KeyFromString(&buf, e.Shown())
	}
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(slices.Compare(keys[a.Student], keys[b.Student]), strings.Compare(string(a.Student), string(b.Student)))
	})
}

// lastDigits is how much of a number tells two students of one name apart.
const lastDigits = 4

// Names are what to call each student of a list: the name that is shown and, of those who
// share one, the last digits of the number beside it. Who has no name is called
// by the number.
func Names(entries []Entry) map[subjects.Student]string {
	count := make(map[string]int, len(entries))
	for _, e := range entries {
		count[e.Shown()]++
	}
	names := make(map[subjects.Student]string, len(entries))
	for _, e := range entries {
		name, number := e.Shown(), string(e.Student)
		switch {
		case name == "":
			name = number
		case count[name] > 1:
			name += " (" + number[max(0, len(number)-lastDigits):] + ")"
		}
		names[e.Student] = name
	}
	return names
}
