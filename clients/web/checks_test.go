package web

import (
	"testing"

	"github.com/chamada/chamada/subjects"
)

// presences are of students 1, 2, …, who were at these checks.
func presences(at ...[]int) (all []subjects.ListedPresence) {
	for i, checks := range at {
		student := subjects.Student(rune('1' + i))
		all = append(all, subjects.ListedPresence{Student: student, Checks: checks})
	}
	return all
}

func TestPartsOfARoll(t *testing.T) {
	for name, c := range map[string]struct {
		roll subjects.Roll
		want string
	}{
		"one check":  {subjects.Roll{Presences: presences(nil, nil)}, "12 "},
		"nobody":     {subjects.Roll{Checks: 2}, " "},
		"one left":   {subjects.Roll{Checks: 2, Presences: presences([]int{1, 2}, []int{1})}, "!2 1 "},
		"one late":   {subjects.Roll{Checks: 2, Presences: presences([]int{2}, []int{1, 2})}, "12 "},
		"just begun": {subjects.Roll{Checks: 3, Presences: presences([]int{1, 2}, []int{2})}, "!12 "},
	} {
		got := ""
		for _, p := range partsOf(c.roll) {
			if p.Out {
				got += "!"
			}
			for _, one := range p.All {
				got += string(one.Student)
			}
			got += " "
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
