package roster

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/chamada/chamada/subjects"
)

var (
	// scientific is what a spreadsheet makes of a long number: the digits behind the
	// first ones are gone.
	scientific = regexp.MustCompile(`^\d+([.,]\d+)?[eE]\+\d+$|^\d+[.,]\d+[eE]\d+$`)
	// whole is a number that was taken for a fraction.
	whole = regexp.MustCompile(`^(\d+)[.,]0{1,2}$`)
	// spaced and punctuated are numbers as schools write them: 19/0012345, 2019.1.08.003.
	spaced     = regexp.MustCompile(`^\d[\d\s]*$`)
	punctuated = regexp.MustCompile(`^\d[\d\s./-]*\d$`)
)

// bare is a number or login without what came along with it: spaces of all kinds,
// the ="…" and the ' that keep a spreadsheet from counting, ".0" behind it.
func bare(cell string) string {
	s := subjects.Pasted(norm.NFKC.String(cell))
	if strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) && len(s) > len(`="`) {
		s = subjects.Pasted(s[len(`="`) : len(s)-1])
	}
	s = strings.TrimPrefix(s, "'")
	if m := whole.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if spaced.MatchString(s) {
		return digits(s)
	}
	return s
}

// digits are those of s, and nothing else of it.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func isDigits(s string) bool { return s != "" && digits(s) == s }

// Unpadded is a number without its leading zeros, and false when it is no number.
func Unpadded(number string) (string, bool) {
	return strings.TrimLeft(number, "0"), isDigits(number)
}
