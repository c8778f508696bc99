package subjects_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

// Values as a request or a reply may have them.
var (
	classes = rapid.Map(rapid.Uint64Range(1, uint64(subjects.MaxClass)),
		func(n uint64) subjects.Class {
			return subjects.Class(n)
		})
	students = rapid.Map(rapid.StringMatching(`[0-9]{1,20}`), func(s string) subjects.Student {
		return subjects.Student(s)
	})
	rolls     = rapid.StringMatching(`[0-9a-z]{1,9}-[0-9a-z]{1,13}-[0-9a-z]{1,4}`)
	positions = rapid.Custom(func(t *rapid.T) subjects.Position {
		return subjects.Position{Record: rapid.Uint64().Draw(t, "record"),
			Index: rapid.Uint32().Draw(t, "index")}
	})
	times = rapid.Map(rapid.Int64Range(year0, year9999), func(ms int64) subjects.Time {
		return subjects.Time(ms)
	})
)

// What RFC 3339 can write.
var (
	year0    = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	year9999 = time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC).UnixMilli()
)

// check holds that err, when there is one, is an Error that a client can do
// something with: a known code, and one ASCII line that says what to do.
func check(t rapid.TB, err error) {
	t.Helper()
	if err == nil {
		return
	}
	var e *subjects.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not an Error", err)
	}
	if e.Code.Status() == 0 {
		t.Fatalf("%v has no code", err)
	}
	if e.Message == "" || strings.ContainsFunc(e.Message, func(r rune) bool {
		return r < ' ' || r > '~'
	}) {
		t.Fatalf("%q is not fit for a header", e.Message)
	}
}

func code(err error) subjects.Code {
	var e *subjects.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestTeacher(t *testing.T) {
	for _, login := range []subjects.Teacher{"a", "Z9", "clara", "prof-1_b", "042191010", "-",
		subjects.Teacher(strings.Repeat("x", 64))} {
		if !login.Valid() {
			t.Errorf("%q is no teacher", login)
		}
	}
	for _, login := range []subjects.Teacher{
		"", "a.b", "*", ">", "a b", "a\n", "a\x00", "a=b", "a+watch", "é", "@", "[", "`", "{", "/",
		":", subjects.Teacher(strings.Repeat("x", 65)),
	} {
		if login.Valid() {
			t.Errorf("%q is a teacher", login)
		}
	}
}

func TestParseClass(t *testing.T) {
	for _, text := range []string{"1", "3030", "9007199254740991", "007"} {
		if c, err := subjects.ParseClass(text); err != nil || !c.Valid() {
			t.Errorf("%q: %d, %v", text, c, err)
		}
	}
	for _, text := range []string{"", "0", "000", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x10",
		"1_000", "٣", "9007199254740992", "18446744073709551616", "abc\r\n"} {
		c, err := subjects.ParseClass(text)
		if check(t, err); c != 0 || code(err) != subjects.InvalidClass {
			t.Errorf("%q: %d, %v", text, c, err)
		}
	}
}

func TestParseStudent(t *testing.T) {
	for _, text := range []string{"0", "042191010", "42191010", "00000000000000000000",
		"99999999999999999999"} {
		if s, err := subjects.ParseStudent(text); err != nil || string(s) != text || !s.Valid() {
			t.Errorf("%q: %q, %v", text, s, err)
		}
	}
	for _, text := range []string{"", "000000000000000000000", "-1", "12a", " 1", "1 ", "1\r\n2",
		"١٢", "matrícula", "\xff", strings.Repeat("9", 1000)} {
		s, err := subjects.ParseStudent(text)
		if check(t, err); s != "" || code(err) != subjects.InvalidStudent {
			t.Errorf("%q: %q, %v", text, s, err)
		}
	}
}

func TestCheckID(t *testing.T) {
	for _, id := range []string{"1", " ", "~", "n6oJq2lYxQ3X", "two words",
		strings.Repeat("x", 128)} {
		if err := subjects.CheckID(id); err != nil {
			t.Errorf("%q: %v", id, err)
		}
	}
	for _, id := range []string{"", "\x1f", "\x7f", "a\tb", "ação", "\xff",
		strings.Repeat("x", 129)} {
		err := subjects.CheckID(id)
		if check(t, err); code(err) != subjects.InvalidID {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// TestTimeIsRFC3339 holds the fast way of writing a time to the library's.
func TestTimeIsRFC3339(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := subjects.Time(rapid.Int64().Draw(t, "time"))
		if got, want := at.String(), at.Time().Format("2006-01-02T15:04:05.000Z"); got != want {
			t.Fatalf("%d is %s, and should be %s", int64(at), got, want)
		}
	})
	for _, at := range []subjects.Time{0, -1, 999, 1795370645123, -30610224000001, 253402300799999,
		253402300800000} {
		if got, want := at.String(), at.Time().Format("2006-01-02T15:04:05.000Z"); got != want {
			t.Errorf("%d is %s, and should be %s", int64(at), got, want)
		}
	}
}
