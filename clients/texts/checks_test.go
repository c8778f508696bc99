package texts

import "testing"

var checks = Checks{OnlyAt: "só na %d", OnlyAtSome: "só nas %s", And: " e ", By: "por vez: ",
	Count: "%d na %dª"}

func TestChecksMissed(t *testing.T) {
	for _, c := range []struct {
		at   []int
		of   int
		want string
	}{
		{[]int{1}, 2, "só na 1"},
		{[]int{1, 3}, 3, "só nas 1 e 3"},
		{[]int{1, 2, 4}, 5, "só nas 1, 2 e 4"},
		{[]int{1, 2}, 2, ""},
		{nil, 2, ""},
		{nil, 1, ""},
		{[]int{1}, 1, ""},
		{[]int{1}, 0, ""},
	} {
		if got := checks.Only(c.at, c.of); got != c.want {
			t.Errorf("%v of %d: %q, want %q", c.at, c.of, got, c.want)
		}
	}
}

func TestChecksCounted(t *testing.T) {
	if got := checks.Counted([]int{30, 0}); got != "por vez: 30 na 1ª, 0 na 2ª" {
		t.Error(got)
	}
	if got := checks.Counted(nil); got != "" {
		t.Error(got)
	}
}
