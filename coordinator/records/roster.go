package records

import (
	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// Roster is a class list as it was at the end of a roll call. Each revision is stored once.
type Roster struct {
	Format   int                 `json:"v"`
	Class    subjects.Class      `json:"class"`
	Revision uint64              `json:"revision"`
	Students []subjects.Enrolled `json:"students"`
}

func (r *Roster) format() int { return r.Format }

// Entries are the students of a class list.
func Entries(students []subjects.Enrolled) []marks.Entry {
	entries := make([]marks.Entry, len(students))
	for i, e := range students {
		entries[i] = marks.Entry{Student: e.Student, Name: e.Name, Social: e.Social,
			From: subjects.Date(e.From), Until: subjects.Date(e.Until), State: e.State}
	}
	return entries
}

// Join is the students of a roster, with the enrolment that the present class list says, and those
// who are on that one only: they were enrolled late. It is in the order of a class list.
func Join(roster, present []marks.Entry) []marks.Entry {
	now := make(map[subjects.Student]marks.Entry, len(present))
	for _, e := range present {
		now[e.Student] = e
	}
	joined := make([]marks.Entry, 0, max(len(roster), len(present)))
	for _, e := range roster {
		if is, ok := now[e.Student]; ok {
			e.From, e.Until, e.State = is.From, is.Until, is.State
			delete(now, e.Student)
		}
		joined = append(joined, e)
	}
	for _, e := range present {
		if _, late := now[e.Student]; late {
			joined = append(joined, e)
		}
	}
	marks.Sort(joined)
	return joined
}
