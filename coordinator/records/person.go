package records

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/chamada/chamada/subjects"
)

// Mentions finds the class lists of the stream that have a student, and the classes that have
// anything of them.
func (s *Store) Mentions(ctx context.Context, student subjects.Student) (
	lists []subjects.PersonList, found map[subjects.Class]bool, err error) {
	found = map[subjects.Class]bool{}
	quoted := []byte(`"` + student + `"`)
	err = s.each(ctx, func(m *message) error {
		kind, class, _, ok := partsOf(m.subject)
		if !ok || !bytes.Contains(m.data, quoted) {
			return nil
		}
		found[class] = true
		if kind != rosterRoot {
			return nil
		}
		var r Roster
		if err := open(m, &r); err != nil {
			return err
		}
		for _, e := range r.Students {
			if e.Student == student {
				lists = append(lists, subjects.PersonList{Class: class, Revision: r.Revision,
					Enrolled: e})
			}
		}
		return nil
	})
	slices.SortFunc(lists, func(a, b subjects.PersonList) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Revision, b.Revision))
	})
	return lists, found, err
}

// Person gives what a record says of a student; ok is false when it says nothing.
func (s *State) Person(student subjects.Student) (p subjects.PersonRecord, ok bool) {
	k, m := s.Kept, s.Compute()
	p = subjects.PersonRecord{Class: k.Class, Roll: k.Roll, Started: k.Started, Ended: k.Ended}
	if l := lineOf(&m, student); l != nil {
		line := newLine(l)
		line.Corrections = ofStudents(s.Corrections)[student]
		p.Line = &line
	}
	for i := range m.Unknown {
		if a := &m.Unknown[i]; a.Student == student {
			came := unlisted(a)
			p.Came = &came
		}
	}
	for _, struck := range k.Struck {
		if struck.Student == student {
			p.Struck = &subjects.PersonStrike{Time: struck.Time, By: struck.By,
				Reason: struck.Reason}
		}
	}
	return p, p.Line != nil || p.Came != nil || p.Struck != nil
}
