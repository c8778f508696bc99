package texts

import "strconv"

// Noun is what is counted, for one and for any other number.
type Noun struct{ One, Many string }

// Count is a number with its noun, such as "1 presença".
func (n Noun) Count(number int) string {
	noun := n.Many
	if number == 1 {
		noun = n.One
	}
	return strconv.Itoa(number) + " " + noun
}
