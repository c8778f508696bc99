package records

import (
	"cmp"
	"strconv"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// State is all that the record of a roll call is computed from.
type State struct {
	Kept        *Kept
	Entries     []marks.Entry // see [Join]
	List        uint64        // revision of the present class list; zero: there is none
	Corrections []Correction
	Last        uint64 // sequence of the last correction
}

// Revision is what a correction has to be over.
func (s *State) Revision() string { return strconv.FormatUint(s.Last, 10) }

// Compute gives the record as marks have it.
func (s *State) Compute() marks.Record {
	return marks.Compute(s.Kept.roll(s.Entries, s.Corrections))
}

// Record gives the record as it is told.
func (s *State) Record() subjects.Record {
	k, m := s.Kept, s.Compute()
	r := subjects.Record{
		Class: k.Class, Name: k.Name, Roll: k.Roll, Started: k.Started, Ended: k.Ended,
		Teacher: k.Teacher, Day: k.Day(), Zone: cmp.Or(k.Rule.Zone, subjects.DefaultZone),
		Base: k.Rule.base(k.Started), Hours: m.Hours, Late: k.Rule.LateAfter,
		Checks: k.Checked(), Kept: k.Rule.Keep.On, Void: m.Void, Lost: k.Lost,
		Students: make([]subjects.RecordLine, 0, len(m.Students)),
		Unknown:  make([]subjects.Unlisted, 0, len(m.Unknown)), Totals: m.Totals,
		Corrections: ofRoll(s.Corrections), Revision: s.Revision(), Roster: k.Roster, List: s.List,
	}
	if k.Added != nil {
		r.Added = &k.Added.Added
	}
	of := ofStudents(s.Corrections)
	for i := range m.Students {
		line := newLine(&m.Students[i])
		line.Corrections = of[line.Student]
		r.Students = append(r.Students, line)
	}
	for i := range m.Unknown {
		r.Unknown = append(r.Unknown, unlisted(&m.Unknown[i]))
	}
	return r
}

// newLine is a line without its corrections.
func newLine(l *marks.Line) subjects.RecordLine {
	line := subjects.RecordLine{Student: l.Entry.Student, Name: l.Entry.Shown(), Mark: l.Mark,
		AbsentHours: l.AbsentHours, Erased: l.Entry.Student.Erased()}
	if l.Entry.State != marks.Active {
		line.State = l.Entry.State
	}
	if a := l.Arrival; a != nil {
		line.At, line.Scanned, line.Receipt, line.By, line.Checks = a.At, a.Scanned, a.Receipt,
			a.By, a.Checks
	}
	return line
}

func unlisted(a *marks.Arrival) subjects.Unlisted {
	return subjects.Unlisted{Student: a.Student, At: a.At, Scanned: a.Scanned, Receipt: a.Receipt,
		By: a.By, Checks: a.Checks}
}

// Entry gives the record as a list of records has it.
func (s *State) Entry(l Lasting) subjects.RecordEntry {
	k, m := s.Kept, s.Compute()
	return subjects.RecordEntry{
		Roll: k.Roll, Started: k.Started, Ended: k.Ended,
		Day: k.Day(), Zone: cmp.Or(k.Rule.Zone, subjects.DefaultZone), Hours: m.Hours,
		Totals:  m.Totals,
		Unknown: len(m.Unknown), Void: m.Void, Added: k.Added != nil,
		KeptUntil: k.Until(l),
	}
}

// Own gives a student's line; ok is false when they were on no list that day and did not come.
func (s *State) Own(student subjects.Student) (own subjects.OwnRecord, ok bool) {
	k, m := s.Kept, s.Compute()
	own = subjects.OwnRecord{Roll: k.Roll, Started: k.Started, Day: k.Day(),
		Zone: cmp.Or(k.Rule.Zone, subjects.DefaultZone), Hours: m.Hours, Void: m.Void}
	if l := lineOf(&m, student); l != nil {
		line := newLine(l)
		own.Mark, own.AbsentHours, own.At = line.Mark, line.AbsentHours, line.At
		own.Corrections = ofStudents(s.Corrections)[student]
		return own, true
	}
	for i := range m.Unknown {
		if a := &m.Unknown[i]; a.Student == student {
			own.At = a.At
			return own, true
		}
	}
	return own, false
}
