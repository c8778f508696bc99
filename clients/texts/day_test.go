package texts

import "testing"

func TestDay(t *testing.T) {
	for day, want := range map[string]string{"2026-03-05": "05/03/2026", "": "", "hoje": "hoje"} {
		if got := Day(day, "02/01/2006"); got != want {
			t.Errorf("%q is written %q, want %q", day, got, want)
		}
	}
}
