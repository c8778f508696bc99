package texts

import (
	"fmt"
	"strconv"
	"strings"
)

// Checks are what is said of a roll call with several checks, in one language.
type Checks struct {
	OnlyAt, OnlyAtSome string // at which a student was: the number of one, the numbers of several
	And                string // between the last two numbers
	By                 string // what stands before the counts, by check
	Count              string // how many were there, the number of the check
}

// Only says at which of so many checks a student was who has missed some: "só na verificação 1".
// It is empty for who was at all of them, or is not known to have been at any, and where there
// was one check only.
func (t *Checks) Only(at []int, checks int) string {
	switch n := len(at); {
	case checks < 2, n == 0, n >= checks:
		return ""
	case n == 1:
		return fmt.Sprintf(t.OnlyAt, at[0])
	default:
		return fmt.Sprintf(t.OnlyAtSome, t.list(at))
	}
}

// list is numbers as people say them: "1, 2 e 4". There are two at least.
func (t *Checks) list(numbers []int) string {
	said := make([]string, len(numbers))
	for i, n := range numbers {
		said[i] = strconv.Itoa(n)
	}
	last := len(said) - 1
	return strings.Join(said[:last], ", ") + t.And + said[last]
}

// Counted says how many were there at each check, the first one first; empty for none.
func (t *Checks) Counted(counts []int) string {
	if len(counts) == 0 {
		return ""
	}
	said := make([]string, len(counts))
	for i, n := range counts {
		said[i] = fmt.Sprintf(t.Count, n, i+1)
	}
	return t.By + strings.Join(said, ", ")
}
