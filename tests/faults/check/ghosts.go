package check

import (
	"cmp"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// wish is what an operation would do, if it did.
type wish struct {
	op      history.Op
	class   subjects.Class
	student subjects.Student
}

// wishOf takes a mark for the presence that it is, if it strikes nobody out.
func wishOf(o history.Operation) wish {
	if o.Op == history.Mark && !o.Strike {
		return registrationOf(o)
	}
	return wish{o.Op, o.Class, o.Student}
}

func registrationOf(o history.Operation) wish { return wish{history.Present, o.Class, o.Student} }
func strikeOf(o history.Operation) wish       { return wish{history.Mark, o.Class, o.Student} }

// use uses up an operation of unknown outcome that would explain what was
// seen: the first invoked, which nothing that was seen earlier needed.
func (w *witness) use(k wish) (o history.Operation, ok bool) {
	left := w.ghosts[k]
	if len(left) == 0 {
		return o, false
	}
	o = earliest(left)
	w.ghosts[k] = slices.DeleteFunc(left, func(p history.Operation) bool { return p.ID == o.ID })
	o.Returned = never
	return o, true
}

// haunt takes an operation that had its effect after low and before high.
func (w *witness) haunt(k wish, low, high subjects.Position) bool {
	o, ok := w.use(k)
	if ok {
		w.spans = append(w.spans, span{o, low, high, false})
	}
	return ok
}

// earliest is the operation invoked first; the zero one when there is none.
func earliest(operations []history.Operation) history.Operation {
	if len(operations) == 0 {
		return history.Operation{}
	}
	return slices.MinFunc(operations, func(a, b history.Operation) int {
		return cmp.Compare(a.Invoked, b.Invoked)
	})
}
