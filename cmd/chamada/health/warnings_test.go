package health

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/node"
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
	for _, at := range []string{"2026-11-09 00:10:20 UTC", "2026-11-09T00:10:20Z"} {
		got := portuguese.warned(fmt.Sprintf(node.WarnExpires, "cert.pem", at))
		if !strings.Contains(got, "termina em 09/11/2026 às 00:10:20 UTC, e") {
			t.Errorf("%s is said as %q", at, got)
		}
	}
	if got := portuguese.warned("something new"); !strings.Contains(got, "something new") {
		t.Errorf("what is not known is said as %q", got)
	}
	if got := english.warned("something new"); got != "warning: something new" {
		t.Errorf("in English it is %q", got)
	}
}
