package subjects

import (
	"strings"
	"unicode"
)

const minus = '−' // what word processors make of a dash between digits

// Filler tells whether r says nothing in a login or a code, but comes along when one
// is copied: a space of any kind, a line end, a byte order mark, an invisible
// character, or a dash of any kind.
func Filler(r rune) bool { return dash(r) || unseen(r) }

// TrimPasted is s without the spaces, line ends and invisible characters around it.
func TrimPasted(s string) string { return strings.TrimFunc(s, unseen) }

// Pasted is the login that a person meant who pasted s: without what is around it and
// cannot be seen, and with a plain "-" for a dash of any kind.
func Pasted(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case dash(r):
			return '-'
		case unicode.Is(unicode.Cf, r):
			return -1
		default:
			return r
		}
	}, TrimPasted(s))
}

func dash(r rune) bool { return unicode.Is(unicode.Pd, r) || r == minus }

func unseen(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// Unseparated is a number without what people put between its digits, and what is pasted
// along with them: dots, slashes, dashes and spaces of all kinds.
func Unseparated(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("./\\⁄∕−", r) ||
			unicode.In(r, unicode.Dash, unicode.White_Space, unicode.Cf) {
			return -1
		}
		return r
	}, s)
}
