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
	slices.SortFunc(w.already, func(a, b history.Operation) int {
		return cmp.Or(a.Position.Compare(b.Position), cmp.Compare(a.Returned, b.Returned))
	})
	for _, o := range w.already {
		firsts := w.registered[seatOf(o)]
		i := slices.IndexFunc(firsts, func(e *event) bool { return e.Position == o.Position })
		switch {
		case i >= 0 && firsts[i].Time == o.Time:
		case i < 0 && (len(firsts) == 0 || w.mayBeStruck(o)):
			w.revealed(o)
		default:
			w.violate("a student was told another first time or position",
				firsts[max(i, 0)].Operation, o)
		}
	}
}

// mayBeStruck tells whether somebody has, or may have, struck out the student of o.
func (w *witness) mayBeStruck(o history.Operation) bool {
	return w.strikes[seat{o.Roll, o.Student, 0}] || len(w.ghosts[strikeOf(o)]) > 0
}

func (w *witness) revealed(o history.Operation) {
	first, ok := w.use(registrationOf(o))
	if !ok {
		w.violate("a student was there already whom no operation registered", o)
		return
	}
	first.Outcome, first.Roll, first.Check, first.Time, first.Position, first.Returned =
		history.Registered, o.Roll, o.Check, o.Time, o.Position, o.Returned
	w.happened(first)
}

// bound says when those were there who were there already: after they came
// and before their roll ended.
func (w *witness) bound() {
	for _, o := range w.already {
		w.spans = append(w.spans, span{o, o.Position, w.closed[o.Roll], false})
	}
}
