// Package check judges histories: whether what clients were told can be true
// of one service that does one thing after another.
//
// Three checkers see different things. [Search] and [Project] know nothing of
// positions: they look for any order of the operations, within real time, in
// which a model of the contract gives the same replies. [Witness] takes the
// order that the replies themselves claim and holds every reply to it. None
// shares code with the service, and none touches a network or a clock.
//
// A reply is taken at its word and an operation of unknown outcome may take
// effect at any time after it was invoked, or never. An operation that was
// refused has none, whatever became of its earlier tries.
package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/chamada/chamada/tests/faults/history"
)

// Violation is something in a history that cannot be.
type Violation struct {
	What       string
	Operations []history.Operation // that show it; none when it takes a whole class
	Picture    string              // a file, in HTML; empty when there is none
}

// String is the violation and its operations, on several lines.
func (v Violation) String() string {
	var b strings.Builder
	b.WriteString(v.What)
	for _, o := range v.Operations {
		fmt.Fprintf(&b, "\n  %s", o)
	}
	if v.Picture != "" {
		fmt.Fprintf(&b, "\n  picture: %s", v.Picture)
	}
	return b.String()
}

// Verdict is what a checker found.
type Verdict struct {
	Judged     int // parts of the history looked at, or operations
	Violations []Violation
	Undecided  []string // parts that took too long to search
}

// Good tells whether all was judged and nothing is wrong.
func (v Verdict) Good() bool { return len(v.Violations)+len(v.Undecided) == 0 }

// known leaves out what certainly was not done: to the service it is as if
// it had never been asked.
func known(operations []history.Operation) []history.Operation {
	return slices.DeleteFunc(slices.Clone(operations), func(o history.Operation) bool {
		return o.Outcome == history.Nothing
	})
}
