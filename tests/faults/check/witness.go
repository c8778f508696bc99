package check

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// never is when an operation of unknown outcome returned.
const never time.Duration = math.MaxInt64

// Witness judges the whole history by the order that the replies' positions
// claim: in that order each must follow from those before, an operation that
// returned before another was invoked must stand before it, and one id has
// one effect. It takes time in proportion to the history, but for sorting.
func Witness(operations []history.Operation) Verdict {
	operations = known(operations)
	proofs, twice := given(operations)
	w := &witness{
		proofs: proofs, violations: twice,
		registered: make(map[seat][]*event),
		strikes:    make(map[seat]bool),
		ghosts:     make(map[wish][]history.Operation),
		closed:     make(map[string]subjects.Position),
		classes:    make(map[subjects.Class]*replay),
	}
	for _, together := range byID(operations) {
		w.admit(together)
	}
	w.reveal()
	w.replay()
	w.bound()
	w.sweep()
	return Verdict{Judged: len(operations), Violations: w.violations}
}

type witness struct {
	proofs     proofs
	events     []*event
	registered map[seat][]*event // more than one where the student was struck out between
	strikes    map[seat]bool     // of a student, in no check
	already    []history.Operation
	ghosts     map[wish][]history.Operation // of unknown outcome, not found to have had an effect
	closed     map[string]subjects.Position // by roll: it had ended by then
	classes    map[subjects.Class]*replay
	spans      []span
	violations []Violation
}

// seat is a student in a check of a roll.
type seat struct {
	roll    string
	student subjects.Student
	check   int
}

func seatOf(o history.Operation) seat { return seat{o.Roll, o.Student, checkOf(o)} }

// event is something that happened at a position of its own: a refusal, a
// list, or the effect of all operations under one id.
type event struct{ history.Operation }

func (w *witness) violate(what string, operations ...history.Operation) {
	w.violations = append(w.violations, Violation{What: what, Operations: operations})
}

func byID(operations []history.Operation) map[string][]history.Operation {
	groups := make(map[string][]history.Operation, len(operations))
	for _, o := range operations {
		groups[o.ID] = append(groups[o.ID], o)
	}
	return groups
}

// admit takes in the operations under one id.
func (w *witness) admit(together []history.Operation) {
	var effective, unknown, others []history.Operation
	for _, o := range together {
		switch {
		case o.Outcome.Effective():
			effective = append(effective, o)
		case o.Outcome == history.Unknown:
			unknown = append(unknown, o)
		default:
			others = append(others, o)
		}
	}
	for _, o := range others {
		w.idle(o)
	}
	switch first := earliest(slices.Concat(effective, unknown)); {
	case len(effective) > 0:
		w.effect(first.Invoked, effective, others)
	case len(unknown) > 0:
		k := wishOf(first)
		w.ghosts[k] = append(w.ghosts[k], first)
	}
}

// idle takes in an operation that changed nothing.
func (w *witness) idle(o history.Operation) {
	if o.Outcome == history.Already {
		w.already = append(w.already, o)
		return
	}
	w.happened(o)
}

// effect takes in what operations under one id were told that it did, between
// the first invocation of any that may have done it and the first return.
func (w *witness) effect(invoked time.Duration, effective, refused []history.Operation) {
	e := effective[0]
	for _, o := range effective {
		if o.Reply != e.Reply {
			w.violate("one id was given two replies", e, o)
		}
		e.Returned = min(e.Returned, o.Returned)
		if len(effective) > 1 {
			w.spans = append(w.spans, span{o, o.Position, subjects.Position{}, false})
		}
	}
	for _, o := range refused {
		if o.Position.Compare(e.Position) >= 0 { // who came already in the same roll has the same
			w.violate("an id was judged anew that had taken effect", e, o)
		}
	}
	e.Invoked = invoked
	w.happened(e)
}

// happened makes an event of o.
func (w *witness) happened(o history.Operation) {
	e := &event{o}
	w.events = append(w.events, e)
	w.spans = append(w.spans, span{o, o.Position, o.Position, true})
	switch o.Outcome {
	case history.Registered:
		w.registered[seatOf(o)] = append(w.registered[seatOf(o)], e)
	case history.StruckOut:
		w.strikes[seat{o.Roll, o.Student, 0}] = true
	}
}

// replay holds the events to what was before them.
func (w *witness) replay() {
	slices.SortFunc(w.events, func(a, b *event) int { return a.Position.Compare(b.Position) })
	for i, e := range w.events {
		if i > 0 && w.events[i-1].Position == e.Position {
			w.violate("two operations have one position", w.events[i-1].Operation, e.Operation)
		}
		r := w.classes[e.Class]
		if r == nil {
			r = &replay{witness: w}
			w.classes[e.Class] = r
		}
		if what := r.apply(e.Operation); what != "" {
			w.violate(fmt.Sprintf("%s; the event before it in its class was at %s", what, r.upTo),
				e.Operation)
		}
		r.upTo = e.Position
	}
}
