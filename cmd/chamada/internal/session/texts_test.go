package session

import (
	"testing"
	"time"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/texttest"
)

func TestLanguagesAreComplete(t *testing.T) { texttest.Complete(t, languages) }

func TestDatesAreLocal(t *testing.T) {
	at := subjects.At(time.Date(2026, 11, 22, 15, 4, 5, 0, time.Local))
	if got := portuguese.Date(at); got != "22/11/2026 às 15:04:05" {
		t.Error(got)
	}
	if got := english.Date(at); got != "22 Nov 2026 at 15:04:05" {
		t.Error(got)
	}
}

func TestYesOrNo(t *testing.T) {
	for answer, want := range map[string][2]bool{"": {true, true}, " S ": {true, true},
		"não": {false, true}, "3030": {false, false}} {
		if yes, ok := portuguese.YesOrNo(answer); yes != want[0] || ok != want[1] {
			t.Errorf("%q: %v, %v", answer, yes, ok)
		}
	}
}

// TestEveryErrorHasWords has each failure of a client explained to both who sit at terminals.
func TestEveryErrorHasWords(t *testing.T) {
	for _, l := range texts.Languages() {
		for _, teaching := range []bool{false, true} {
			s := &Session{Texts: languages.In(l), Teaching: teaching}
			for _, code := range append(texts.Codes(), subjects.TooManyOpen) {
				if _, ok := s.explainer().OfCode(code); !ok {
					t.Errorf("%s is not explained in %s", code, l.Code())
				}
			}
		}
	}
}
