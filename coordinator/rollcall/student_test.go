package rollcall_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

var matricula = regexp.MustCompile(`\A[0-9]{1,20}\z`)

func checkStudent(t rapid.TB, text string) {
	s, ok := rollcall.ParseStudent(text)
	if ok != matricula.MatchString(text) {
		t.Fatalf("%q is a student: %t", text, ok)
	}
	if ok && (s.String() != text || s == rollcall.Student{}) {
		t.Fatalf("%q has become %q", text, s)
	}
	if !ok && (s != rollcall.Student{}) {
		t.Fatalf("%q is not a student and has become %q", text, s)
	}
	if fromBytes, _ := rollcall.ParseStudent([]byte(text)); fromBytes != s {
		t.Fatalf("%q has become %q as bytes", text, fromBytes)
	}
}

func TestPropertyStudent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkStudent(t, rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "student"))
	})
	rapid.Check(t, func(t *rapid.T) { checkStudent(t, rapid.String().Draw(t, "text")) })
}

func TestNoStudent(t *testing.T) {
	if s := (rollcall.Student{}).String(); s != "" {
		t.Errorf("nobody is %q", s)
	}
}

// TestPropertyStudentsDiffer holds that two students are never taken for one.
func TestPropertyStudentsDiffer(t *testing.T) {
	digits := rapid.StringMatching(`[019]{1,4}|0{15,20}|9{15,20}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := digits.Draw(t, "a"), digits.Draw(t, "b")
		sa, _ := rollcall.ParseStudent(a)
		sb, _ := rollcall.ParseStudent(b)
		if (sa == sb) != (a == b) {
			t.Fatalf("%q and %q are the same student: %t", a, b, sa == sb)
		}
	})
}

func FuzzParseStudent(f *testing.F) {
	for _, seed := range []string{"", "0", "042191010", "00000000000000000000",
		"99999999999999999999", "000000000000000000000", "12a", "١٢", "1 ", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkStudent(t, text) })
}
