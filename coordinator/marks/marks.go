// Package marks computes what became of a roll call, student by student: present, late or
// absent, with the corrections since, and the totals of a semester. It is pure. A class
// list, a rule, presences and corrections go in; lines and totals come out, the same
// whenever and wherever they are computed. It reads no clock and no file, and keeps nothing.
//
// The rules are those of the classroom: hours and percentages are integers, an absence
// that was justified is still one, and nothing of nothing is no percentage.
package marks

import "github.com/chamada/chamada/subjects"

// Mark is what a student got for one roll call. Empty: none, for who was not active.
type Mark = subjects.Mark

// The marks.
const (
	Present = subjects.MarkPresent
	Late    = subjects.MarkLate
	Absent  = subjects.MarkAbsent
	Excused = subjects.MarkExcused
	Waived  = subjects.MarkWaived
)

// Totals counts lines by their marks.
type Totals = subjects.Totals

// Arrival is a presence of a roll call.
type Arrival struct {
	Student subjects.Student
	At      subjects.Time
	Scanned subjects.Time // when the code was seen, zero when that is not known
	Receipt subjects.Position
	Checks  []int            // in which it was, ascending; nil where there was one only
	By      subjects.Teacher // who registered it by hand, empty for the student
}

// seen is when a student was there for all that is known: who has scanned the code and
// was slow to type is not late for it.
func (a Arrival) seen() subjects.Time {
	if a.Scanned != 0 && a.Scanned < a.At {
		return a.Scanned
	}
	return a.At
}

// Roll is all that marks are computed from.
type Roll struct {
	Started  subjects.Time
	Rule     Rule
	Roster   []Entry   // the class list; nil where the class has none
	Sorted   bool      // Roster is in the order of [Sort]
	Arrivals []Arrival // in the order in which they came; each student once
	Changes  []Change  // corrections, in the order in which they were made
	Day      Date      // of the start, where the class is
}

// Record is what became of a roll call.
type Record struct {
	Hours    int // what it counts, 1 to [MaxHours]
	Void     bool
	Waived   Waiving
	Students []Line    // the class list as of the day, by name, then number
	Unknown  []Arrival // who came and is not on it, in the order of arrival
	Totals   Totals    // of who was active
	Changes  []Changed // of the whole roll call
}

// Line is one student of a [Record].
type Line struct {
	Entry       Entry
	Mark        Mark // empty: none
	AbsentHours int
	Arrival     *Arrival // nil when there was none
	Changes     []Changed
}

// Counts tells whether the line is in totals and frequency: that of who was not active on that day
// is in none, whatever they were marked.
func (l *Line) Counts() bool { return l.Entry.active() && l.Mark != "" }

// Compute gives the record of a roll call.
func Compute(r Roll) Record {
	c := newComputation(r)
	record := Record{
		Hours: c.hours, Void: c.void, Waived: r.Rule.Waived, Changes: c.ofRoll,
		Students: make([]Line, 0, len(r.Roster)),
	}
	for _, e := range roster(&r) {
		line := c.line(e)
		record.Students = append(record.Students, line)
		if line.Counts() {
			*record.Totals.Of(line.Mark)++
		}
	}
	record.Unknown = c.unknown()
	return record
}
