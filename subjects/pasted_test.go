package subjects_test

import (
	"testing"

	"github.com/chamada/chamada/subjects"
)

func TestPasted(t *testing.T) {
	for pasted, want := range map[string]string{
		"clara":                       "clara",
		" clara\r\n":                  "clara",
		"\ufeffclara\u00a0\u200b":     "clara",
		"por\u00adta\u20111":          "porta-1",
		"porta–1":                     "porta-1",
		"porta—1":                     "porta-1",
		"porta−1":                     "porta-1",
		"\u202a042191010\u202c":       "042191010",
		"a b":                         "a b", // what is inside is for the reader to judge
		"":                            "",
		" \t\u2007\u3000\ufeff\u2060": "",
	} {
		if got := subjects.Pasted(pasted); got != want {
			t.Errorf("%q is %q, want %q", pasted, got, want)
		}
	}
	if got := subjects.TrimPasted("\u00a0a–b \r\n"); got != "a–b" {
		t.Errorf("trimmed to %q", got)
	}
}
