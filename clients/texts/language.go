// Package texts is how the commands and the page find what they say to people: a language,
// the texts of one place in every language, and one way to explain an error. It has no
// words of its own; they stand beside those who say them, one file a language.
package texts

// Language is one that there are texts in.
type Language int

// The languages, in the order of the arguments of [NewSet].
const (
	Portuguese Language = iota // Brazilian; that of everybody who asks for none
	English
)

var codes = [...]string{Portuguese: "pt", English: "en"}

// Code is how the language is asked for: "pt" or "en".
func (l Language) Code() string { return codes[l] }

// Languages are all there are.
func Languages() []Language { return []Language{Portuguese, English} }

// Parse finds a language by its code.
func Parse(code string) (l Language, ok bool) {
	for _, l := range Languages() {
		if l.Code() == code {
			return l, true
		}
	}
	return Portuguese, false
}

// Set is the texts of one place, of type T, in every language.
type Set[T any] struct{ of [len(codes)]*T }

// NewSet takes the texts in each language, so that a language that is missing does not
// compile. That no text is missing in one of them is for texttest.Complete to prove.
func NewSet[T any](portuguese, english *T) Set[T] {
	return Set[T]{of: [...]*T{Portuguese: portuguese, English: english}}
}

// In is the texts in l.
func (s Set[T]) In(l Language) *T { return s.of[l] }
