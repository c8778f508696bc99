package terminal

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"Turma 3030: 2 presentes.":   "Turma 3030: 2 presentes.",
		"José Müller, 李小龍, Ωmega, 👍": "José Müller, 李小龍, Ωmega, 👍",
		// accents of their own, wide blanks
		"e\u0301 a\u00a0b\u3000c":  "e\u0301 a\u00a0b\u3000c",
		"\uFFFD":                   "\uFFFD",
		"\x1b[31m\a\x00":           `\u001b[31m\u0007\u0000`,
		"a\rb\nc\td":               `a\rb\nc\td`,
		"\x7f\u0080\u009b2J":       `\u007f\u0080\u009b2J`,
		"\u200e\u200f\u061c":       `\u200e\u200f\u061c`,
		"\u202a\u202b\u202c\u202d": `\u202a\u202b\u202c\u202d`,
		"\u202e\u2066\u2067\u2068": `\u202e\u2066\u2067\u2068`,
		"\u2069\u200b\u200c\u200d": `\u2069\u200b\u200c\u200d`,
		"\u2060\ufeff\u2028\u2029": `\u2060\ufeff\u2028\u2029`,
		// hyphens and letters that are not seen
		"\u00ad\u034f\u3164\ufe0f": `\u00ad\u034f\u3164\ufe0f`,
		// private, no character, unassigned
		"\ue000\uffff\u0378":          `\ue000\uffff\u0378`,
		"\U000e0041\U000e0100":        `\udb40\udc41\udb40\udd00`, // tags
		"\U0010ffff":                  `\udbff\udfff`,
		"ab\xffc\xc3":                 `ab\ufffdc\ufffd`,
		"\xed\xa0\x80":                `\ufffd\ufffd\ufffd`, // half a pair
		`\u202e "quoted" %s \`:        `\u202e "quoted" %s \`,
		strings.Repeat("\u202e", 300): strings.Repeat(`\u202e`, 300),
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q is %s, not %s", text, got, want)
		}
	}
}

// FuzzVisible holds that what comes out is all seen, stays as it is, and means the same
// where it was JSON.
func FuzzVisible(f *testing.F) {
	f.Add("042191010 presença")
	f.Add("{\"name\":\"\u202e\U000e0041\\u202e\xff\x7f\"}")
	f.Add("\x1b]0;x\a\u0085\u2028\r\n\t")
	f.Fuzz(func(t *testing.T, text string) {
		got := Visible(text)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, unseen) {
			t.Fatalf("%q is %q", text, got)
		}
		if again := Visible(got); again != got {
			t.Fatalf("%q is %q, then %q", text, got, again)
		}
		if !strings.ContainsFunc(text, special) && got != text {
			t.Fatalf("%q is %q", text, got)
		}
		meansTheSame(t, text)
	})
}

// special tells what is not plain text: no letter of these scripts, figure or ASCII.
func special(r rune) bool {
	written := unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic,
		unicode.Han)
	return !(written && unicode.IsLetter(r)) && !unicode.IsDigit(r) && (r < ' ' || r > '~')
}

// meansTheSame asks a second implementation: encoding/json reads both forms of a string.
func meansTheSame(t *testing.T, text string) {
	t.Helper()
	encoded, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var value string
	if err := json.Unmarshal([]byte(Visible(string(encoded))), &value); err != nil {
		t.Fatalf("%s: %v", encoded, err)
	}
	if want := string([]rune(text)); value != want { // a mark for each byte that is no UTF-8
		t.Fatalf("%q reads as %q", text, value)
	}
}
