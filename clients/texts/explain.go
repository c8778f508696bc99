package texts

import (
	"fmt"

	"github.com/chamada/chamada/subjects"
)

// Explanation is what a person is told of an error: what has happened and, where that is
// known, what to do.
type Explanation struct{ What, Hint string }

// Explanations are those of errors by their codes, in one language and for one kind of
// reader. Those of [OpenSince] and [Forgotten] are formatted with a date.
type Explanations map[subjects.Code]Explanation

// Explainer explains errors to one kind of reader, at a terminal or on a page.
type Explainer struct {
	// Said has what is said to this reader first, then what is said to others as well.
	Said []Explanations
	// Date is a time as the reader writes it.
	Date func(subjects.Time) string
	// Connection explains why there is no connection; nil where nobody is told.
	Connection *Connection
}

// Explain says what err is and what to do. ok is false when there are no words for it.
func (x Explainer) Explain(err error) (e Explanation, ok bool) {
	for _, c := range causesOf(err) {
		if e, ok := x.OfCode(c.code); ok {
			return x.dated(e, c), true
		}
	}
	if x.Connection == nil {
		return Explanation{}, false
	}
	return x.connection(err)
}

// OfCode is what is said of a code, as it stands.
func (x Explainer) OfCode(code subjects.Code) (e Explanation, ok bool) {
	for _, said := range x.Said {
		if e, ok = said[code]; ok {
			return e, true
		}
	}
	return Explanation{}, false
}

func (x Explainer) dated(e Explanation, c cause) Explanation {
	if c.since != 0 {
		e.What = fmt.Sprintf(e.What, x.Date(c.since))
	}
	return e
}
