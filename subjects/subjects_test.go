package subjects_test

import (
	"go/build"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

func TestEventSubjects(t *testing.T) {
	for got, want := range map[string]string{
		subjects.EventOpened(3030):                  "chamada.event.3030.opened",
		subjects.EventPresent(1):                    "chamada.event.1.present",
		subjects.EventEnded(subjects.MaxClass):      "chamada.event.9007199254740991.ended",
		subjects.ClassEvents(3030):                  "chamada.event.3030.*",
		strings.TrimSuffix(subjects.AllEvents, ">"): "chamada.event.",
	} {
		if got != want {
			t.Errorf("%s should be %s", got, want)
		}
	}
}

// TestSubjectsAreValid holds that every subject can be published on: tokens
// that are not empty, without wildcards or spaces, below the root.
func TestSubjectsAreValid(t *testing.T) {
	valid := regexp.MustCompile(`\A` + regexp.QuoteMeta(subjects.Root) +
		`[a-z0-9]+(\.[a-z0-9]+)*\z`)
	check := func(t rapid.TB, all ...string) {
		for _, s := range all {
			if !valid.MatchString(s) {
				t.Errorf("%q is not a subject", s)
			}
		}
	}
	check(t, subjects.TeacherStart, subjects.TeacherEnd, subjects.TeacherList,
		subjects.StudentPresent, subjects.Journal)
	rapid.Check(t, func(t *rapid.T) {
		c := subjects.Class(rapid.Uint64().Draw(t, "class"))
		check(t, subjects.EventOpened(c), subjects.EventPresent(c), subjects.EventEnded(c))
	})
}

// TestImports holds the contract to the standard library.
func TestImports(t *testing.T) {
	pkg, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pkg.Imports {
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
			t.Errorf("%s is not of the standard library", path)
		}
	}
}
