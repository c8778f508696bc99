package marks

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/chamada/chamada/subjects"
)

// State is how a student stands in a class. Empty is active.
type State = subjects.State

// The states.
const (
	Active      = subjects.StateActive
	Locked      = subjects.StateLocked
	Transferred = subjects.StateTransferred
	Exempt      = subjects.StateExempt
)

// Date is a day.
type Date = subjects.Date

// Entry is a student of a class list.
type Entry struct {
	Student     subjects.Student
	Name        string
	Social      string // the name to show, where it is another
	From, Until Date   // of enrolment, inclusive; empty: without an end
	State       State
}

// active tells whether the student counts.
func (e Entry) active() bool { return e.State == "" || e.State == Active }

// Shown is the name by which people know the student.
func (e Entry) Shown() string { return cmp.Or(e.Social, e.Name) }

// on tells whether a student was on the list on a day.
func (e Entry) on(day Date) bool {
	return (e.From == "" || e.From <= day) && (e.Until == "" || day <= e.Until)
}

// roster is the class list as of the day, by name as Portuguese sorts them, then number.
func roster(r *Roll) []Entry {
	off := func(e Entry) bool { return !e.on(r.Day) }
	if r.Sorted && !slices.ContainsFunc(r.Roster, off) {
		return r.Roster
	}
	on := make([]Entry, 0, len(r.Roster))
	for _, e := range r.Roster {
		if e.on(r.Day) {
			on = append(on, e)
		}
	}
	if !r.Sorted {
		Sort(on)
	}
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
		return cmp.Or(slices.Compare(keys[a.Student], keys[b.Student]),
			strings.Compare(string(a.Student), string(b.Student)))
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
