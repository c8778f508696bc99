package web

import (
	"testing"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// TestDaysOfAListAreWritten as people of each language write days.
func TestDaysOfAListAreWritten(t *testing.T) {
	s := subjects.Enrolled{Student: "7", Name: "Ana", From: "2026-03-05", Until: "2026-06-30"}
	for language, want := range map[texts.Language]string{
		texts.Portuguese: "Ana · desde 05/03/2026 · até 30/06/2026",
		texts.English:    "Ana · from 5 March 2026 · until 30 June 2026",
	} {
		if got := languages.In(language).Of(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
