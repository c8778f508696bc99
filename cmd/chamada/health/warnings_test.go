package health

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// Every warning is said with all that stands in it, and one of another version in the server's
// words.
func TestWarned(t *testing.T) {
	for format, said := range portugueseWarnings {
		own := regexp.MustCompile(`%(\[1\])?[dsv]`).ReplaceAllStringFunc(format, func(verb string) string {
			if strings.Contains(verb, "[") {
				return "SAME (1.5%d)"
			}
			return "v(" + fmt.Sprint(len(verb)) + ")"
		})
		got := portuguese.warned(own)
		values := strings.Count(own, "v(2)") + min(1, strings.Count(own, "SAME"))
		for n := 1; n <= values; n++ {
			if !strings.Contains(said, fmt.Sprintf("%%[%d]s", n)) {
				t.Errorf("%q says nothing of value %d", said, n)
			}
		}
		if strings.Contains(got, "ele diz") || strings.Contains(got, "%[") {
			t.Errorf("%q is said as %q", own, got)
		}
	}
	if got := portuguese.warned("something new"); !strings.Contains(got, "something new") {
		t.Errorf("what is not known is said as %q", got)
	}
	if got := english.warned("something new"); got != "warning: something new" {
		t.Errorf("in English it is %q", got)
	}
}
