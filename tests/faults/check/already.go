package check

import (
	"cmp"
	"slices"

	"github.com/chamada/chamada/tests/faults/history"
)

// reveal compares what students were told who were there already with what
// they were told first. Where nobody was told, it shows where and when an
// operation of unknown outcome had its effect.
func (w *witness) reveal() {
	slices.SortFunc(w.already, func(a, b history.Operation) int { return cmp.Compare(a.Returned, b.Returned) })
	for _, o := range w.already {
		first := w.registered[seat{o.Roll, o.Student}]
		if first == nil {
			w.revealed(o)
			continue
		}
		if first.Position != o.Position || first.Time != o.Time {
			w.violate("a student was told another first time or position", first.Operation, o)
		}
	}
}

func (w *witness) revealed(o history.Operation) {
	first, ok := w.take(wishOf(o))
	if !ok {
		w.violate("a student was there already whom no operation registered", o)
		return
	}
	first.Outcome, first.Roll, first.Time, first.Position, first.Returned = history.Registered, o.Roll, o.Time, o.Position, o.Returned
	w.happened(first)
}

// bound says when those were there who were there already: after they came
// and before their roll ended.
func (w *witness) bound() {
	for _, o := range w.already {
		w.spans = append(w.spans, span{o, o.Position, w.closed[o.Roll], false})
	}
}
