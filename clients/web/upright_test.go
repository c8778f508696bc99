package web

import (
	"strings"
	"testing"
	"unicode"
)

// Every mark of Unicode that begins or ends a direction is shown, wherever it stands, and nothing
// else is touched.
func TestUpright(t *testing.T) {
	var all, want strings.Builder
	for r := range unicode.MaxRune {
		if 0xD800 <= r && r < 0xE000 { // no characters
			continue
		}
		all.WriteRune(r)
		if 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 {
			r = unicode.ReplacementChar
		}
		want.WriteRune(r)
	}
	for text, want := range map[string]string{all.String(): want.String(), "": "",
		"\u202e": "\uFFFD", "a\u2067\u2067": "a\uFFFD\uFFFD", "\xE2": "\xE2", "é\xE2\x80": "é\xE2\x80"} {
		page := []byte(text)
		if upright(page); string(page) != want {
			t.Errorf("of %.20q has become %.20q", text, page)
		}
	}
}
