package check

import (
	"cmp"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// span is where an operation had its moment: at a position of its own, or
// after low and before high; a zero high is no bound.
type span struct {
	history.Operation
	low, high subjects.Position
	exact     bool
}

// sweep finds operations that took effect after one that was invoked when
// they had returned. Where the position leaves a choice it takes the first
// place that real time allows: if that is too late, all are.
func (w *witness) sweep() {
	invoked := slices.SortedFunc(slices.Values(pointers(w.spans)), func(a, b *span) int {
		return cmp.Compare(a.Invoked, b.Invoked)
	})
	returned := slices.SortedFunc(slices.Values(invoked), func(a, b *span) int {
		return cmp.Compare(a.Returned, b.Returned)
	})
	var latest *span // of those that had returned
	for _, s := range invoked {
		for len(returned) > 0 && returned[0].Returned < s.Invoked {
			if latest == nil || returned[0].low.Compare(latest.low) > 0 {
				latest = returned[0]
			}
			returned = returned[1:]
		}
		if latest != nil && !s.advance(latest.low) {
			w.violate("the second was invoked when the first had returned, but stands before it",
				latest.Operation, s.Operation)
		}
	}
}

// advance moves the span after p, false when it cannot be there.
func (s *span) advance(p subjects.Position) bool {
	if s.exact {
		return p.Compare(s.low) < 0
	}
	if p.Compare(s.low) > 0 {
		s.low = p
	}
	return s.high.IsZero() || s.low.Compare(s.high) < 0
}

func pointers(spans []span) []*span {
	all := make([]*span, len(spans))
	for i := range spans {
		all[i] = &spans[i]
	}
	return all
}
