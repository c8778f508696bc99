package web

import (
	"slices"

	"github.com/chamada/chamada/subjects"
)

// part is those of a list who were at the last check of a roll call, or those who were not; each
// is a line of a record or a presence.
type part[T any] struct {
	Check int // the last one; 0: there was one only, and the part is everybody
	Out   bool
	All   []T
}

// parted puts first who was there before and is not at the last check, for a teacher who looks
// for whoever has left. With one check, and for nobody, the list is whole.
func parted[T any](all []T, checks int, at func(T) []int) []part[T] {
	if checks < 2 || len(all) == 0 {
		return []part[T]{{All: all}}
	}
	out, in := part[T]{Check: checks, Out: true}, part[T]{Check: checks}
	for _, one := range all {
		if slices.Contains(at(one), checks) {
			in.All = append(in.All, one)
		} else {
			out.All = append(out.All, one)
		}
	}
	return slices.DeleteFunc([]part[T]{out, in}, func(p part[T]) bool { return len(p.All) == 0 })
}

// Parts are the students of the list who are present.
func (s sheet) Parts() []part[subjects.RecordLine] {
	return parted(s.Present, s.Checks, func(l subjects.RecordLine) []int { return l.Checks })
}

// partsOf are the presences of a roll call whose class has no list.
func partsOf(r subjects.Roll) []part[subjects.ListedPresence] {
	return parted(r.Presences, r.Checks, func(p subjects.ListedPresence) []int { return p.Checks })
}
