package check

import (
	"fmt"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// Project judges the large rolls, as each of their students could see them:
// starts, checks and ends, the student's own presences and marks, and in the lists whether
// the student is there. That leaves out only the order of arrival, and the telling of codes.
func (s Searcher) Project(operations []history.Operation) Verdict {
	var v Verdict
	for class, part := range classes(operations) {
		if part[0].Large {
			s.projectClass(&v, class, part)
		}
	}
	return v
}

func (s Searcher) projectClass(v *Verdict, class subjects.Class, part []history.Operation) {
	shared, own := split(part)
	p, _ := given(part)
	for student, presences := range own {
		view := make([]history.Operation, 0, len(shared)+len(presences))
		for _, o := range shared {
			view = append(view, o.seenBy(student))
		}
		name := fmt.Sprintf("class-%d-student-%s", class, student)
		s.check(v, name, append(view, presences...), p)
	}
}

// group is an operation that concerns everybody, with who was listed.
type group struct {
	history.Operation
	listed map[subjects.Student]int
}

// split tells the operations of everybody from those of each student, who is
// also known from lists alone.
func split(part []history.Operation) (shared []group,
	own map[subjects.Student][]history.Operation) {
	own = make(map[subjects.Student][]history.Operation)
	for _, o := range part {
		if o.Op == history.Code || o.Op == history.Scan {
			continue
		}
		if o.Student != "" {
			own[o.Student] = append(own[o.Student], o)
			continue
		}
		g := group{o, make(map[subjects.Student]int, len(o.Students))}
		for _, student := range o.Students {
			g.listed[student]++
			own[student] = slices.Clip(own[student]) // an empty one, if need be
		}
		shared = append(shared, g)
	}
	return shared, own
}

func (g group) seenBy(student subjects.Student) history.Operation {
	o := g.Operation
	o.Students = slices.Repeat([]subjects.Student{student}, g.listed[student])
	return o
}
