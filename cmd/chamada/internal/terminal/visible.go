package terminal

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Visible is text of which a terminal obeys nothing and hides nothing: control
// characters, marks that turn the direction or take no place, what Unicode has not
// assigned and bytes that are no UTF-8 are written as in JSON, such as \u202e. So text
// that was JSON without white space around its values still is. Text that has none of
// that, and what Visible returns, stays as it is.
func Visible(text string) string { return escape(text, "") }

// escape is Visible but for the characters in keep.
func escape(text, keep string) string {
	hides := func(r rune) bool { return unseen(r) && !strings.ContainsRune(keep, r) }
	if utf8.ValidString(text) && !strings.ContainsFunc(text, hides) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if hides(r) || r == utf8.RuneError && size == 1 {
			b.WriteString(escaped(r))
		} else {
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	return b.String()
}

// unseen tells whether a terminal does something else with a character than show it.
func unseen(r rune) bool {
	return !unicode.IsGraphic(r) ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// escaped is a character as JSON may write it in a string.
func escaped(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
		return fmt.Sprintf(`\u%04x\u%04x`, high, low)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// OnScreen is w where that is no terminal. Otherwise it is a writer to w that makes all
// visible but the ends of lines, tabs, and the lines of a [Picture], which do no more than
// show it whoever has written them; each write has whole characters.
func OnScreen(w io.Writer) io.Writer {
	if console(w) == nil {
		return w
	}
	return screen{w}
}

type screen struct{ w io.Writer }

func (s screen) Write(b []byte) (int, error) {
	var shown strings.Builder
	// a terminal needs no CR
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\r\n", "\n")) {
		if !ofPicture.MatchString(line) {
			line = escape(line, "\n\t")
		}
		shown.WriteString(line)
	}
	if _, err := io.WriteString(s.w, shown.String()); err != nil {
		return 0, err
	}
	return len(b), nil
}
