package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

const maxName = 200 // characters, as the contract has it

// clean is a text of a cell on one line, with single spaces, and without the ' that
// [Defused] puts before it.
func clean(cell string) string {
	s := norm.NFC.String(strings.Join(strings.Fields(strings.Map(visible, cell)), " "))
	if strings.HasPrefix(s, "'") && Defused(s[1:]) == s {
		return s[1:]
	}
	return s
}

// visible drops marks that nobody sees, but not those between joined letters.
func visible(r rune) rune {
	switch r {
	case '\ufeff', '\u200b', '\u00ad', '\u2060', '\u200e', '\u200f':
		return -1
	}
	return r
}

// validName tells whether a clean name is one of the contract.
func validName(name string) bool {
	return utf8.RuneCountInString(name) <= maxName && !strings.ContainsFunc(name, unicode.IsControl)
}

// garbled tells whether letters of a name were lost: UTF-8 that was read as
// Windows-1252 once ("JosÃ©"), or what could not be read at all.
func garbled(name string) bool {
	if strings.ContainsRune(name, utf8.RuneError) {
		return true
	}
	b, err := charmap.Windows1252.NewEncoder().String(name)
	return err == nil && b != name && utf8.ValidString(b)
}

// SameName tells whether two names are one: whatever the case, the accents and the
// spaces.
func SameName(a, b string) bool { return key(a) == key(b) }
