//go:build browser

package browser

import (
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// TestLongNames has names without a place to break: no page becomes wider than its screen.
func TestLongNames(t *testing.T) {
	s := newSchool(t)
	list := subjects.ClassList{Name: "SISTEMAS_DISTRIBUIDOS_2026_NOTURNO",
		Keep:     subjects.Keep{On: true},
		Students: []subjects.Enrolled{{Student: "10", Name: strings.Repeat("Nabucodonosor", 9)}}}
	if _, err := s.teacher.PutClass(t.Context(), subjects.PutRequest{Class: class,
		ClassList: list}); err != nil {
		t.Fatal(err)
	}
	s.open()
	s.come("10", "77777777777777777777")
	s.everybody(t, "/professor/3030")
	ended, err := s.teacher.End(t.Context(), class, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/professor", "/professor/3030/lista", "/professor/3030/turma",
		"/professor/3030/semestre", "/professor/3030/papel",
		"/professor/3030/registro/" + ended.Roll} {
		s.everybody(t, path)
	}
}
