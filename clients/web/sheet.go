package web

import (
	"context"
	"errors"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// sheet names the students of a class list, those who came and those who did not. It goes to
// teachers only: no student's page is told a name.
type sheet struct {
	Present, Absent []subjects.RecordLine // by name
	// Aside are neither: their absence is excused or waived, or they were not active.
	Aside   []subjects.RecordLine
	Unknown []subjects.Unlisted // who came and is on no list, in order of arrival
	Checks  int                 // that the roll call has had, from 1
	Lost    bool                // presences may be missing: the journal was damaged
	Missing bool                // the names could not be had now
	Class   string              // what the list calls it, may be empty
	Zone    string              // of the class's clocks, an IANA name; empty: there is no list

	names map[subjects.Student]string
}

// sheet asks for the record of a roll call, over the teacher's own connection.
func (s *session) sheet(ctx context.Context, class subjects.Class, roll string) sheet {
	got, err := s.Record(ctx, class, roll)
	switch {
	case err == nil:
		return sheetOf(&got)
	case errors.Is(err, clients.ErrOlder), errors.Is(err, clients.ErrNoRecord):
		return sheet{} // there are no lists yet, or nothing is kept any more
	default:
		return sheet{Missing: true}
	}
}

// sheet is the session's, of which the clocks are remembered.
func (g *Gateway) sheet(ctx context.Context, s *session, class subjects.Class, roll string) sheet {
	got := s.sheet(ctx, class, roll)
	g.rooms.clocked(class, got.Zone)
	return got
}

func sheetOf(r *subjects.Record) sheet {
	if len(r.Students) == 0 { // no list: the numbers alone say all
		return sheet{}
	}
	s := sheet{Unknown: r.Unknown, Checks: r.Checks, Lost: r.Lost, Class: r.Name, Zone: r.Zone,
		names: make(map[subjects.Student]string, len(r.Students))}
	for _, line := range r.Students {
		s.names[line.Student] = line.Name
		switch line.Mark {
		case subjects.MarkPresent, subjects.MarkLate:
			s.Present = append(s.Present, line)
		case subjects.MarkAbsent:
			s.Absent = append(s.Absent, line)
		default:
			s.Aside = append(s.Aside, line)
		}
	}
	return s
}

// after is s where it could be had, else the one before, which says that it is old.
func (s sheet) after(before sheet) sheet {
	if !s.Missing {
		return s
	}
	before.Missing = true
	return before
}

// Listed tells whether the class has a list.
func (s sheet) Listed() bool { return len(s.names) > 0 }

// Name is that of a student on the list, else empty.
func (s sheet) Name(student subjects.Student) string { return s.names[student] }

// Named is the name of a student in a record, or that nobody knows it any more.
func (l *words) Named(line subjects.RecordLine) string {
	if line.Student.Erased() {
		return l.DataErased
	}
	return line.Name
}

// Person is a student with the name that the list has.
func (s sheet) Person(student subjects.Student) subjects.Enrolled {
	return subjects.Enrolled{Student: student, Name: s.names[student]}
}

// All are the students on the list.
func (s sheet) All() []subjects.RecordLine {
	return append(append(append([]subjects.RecordLine{}, s.Absent...), s.Present...), s.Aside...)
}
