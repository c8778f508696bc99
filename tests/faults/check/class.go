package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/chamada/chamada/subjects"
)

// ClassOp is what was asked about a class list.
type ClassOp string

// The operations on class lists.
const (
	ClassPut    ClassOp = "put"
	ClassRemove ClassOp = "remove"
	ClassGet    ClassOp = "get"
)

// ClassOutcome is what came of it.
type ClassOutcome string

// The outcomes of operations on class lists.
const (
	ClassDone     ClassOutcome = "done"
	ClassConflict ClassOutcome = "conflict"
	ClassNone     ClassOutcome = "no_class"
	ClassUnknown  ClassOutcome = "unknown" // it may have taken effect, or may yet
	ClassNothing  ClassOutcome = "nothing" // it was not done
)

// ClassOperation is one operation on a class list, as its client saw it.
type ClassOperation struct {
	Client            int
	Class             subjects.Class
	Op                ClassOp
	Over              uint64 // of a put and a removal: the revision that it names, zero for none
	Value             string // of a put, what it puts
	Invoked, Returned time.Duration
	Outcome           ClassOutcome
	Revision          uint64 // that the reply names
	Got               string // of a get
	Tries             int
}

func (o ClassOperation) String() string {
	return fmt.Sprintf("client %d, %v to %v: %s %d over %d (%s): %s, revision %d %s (tries: %d)",
		o.Client, o.Invoked, o.Returned, o.Op, o.Class, o.Over, o.Value, o.Outcome, o.Revision,
		o.Got, o.Tries)
}

// register is a class list as the contract has it: one value, which is replaced only by who names
// its revision.
type register struct {
	changes uint64 // so far; that is the revision, when there is a value
	there   bool
	value   string
}

// revision is that of what is there, zero for nothing.
func (r register) revision() uint64 {
	if !r.there {
		return 0
	}
	return r.changes
}

// after are the states in which the register can be when it has answered so; none when it cannot
// have answered so.
func (r register) after(o ClassOperation) (all []any) {
	next, matches := r.next(o), o.Over == r.revision() && (o.Op == ClassPut || r.there)
	switch o.Outcome {
	case ClassUnknown:
		if all = append(all, r); o.Op != ClassGet && matches {
			all = append(all, next)
		}
	case ClassDone:
		if r.gives(o) || o.Op == ClassRemove && matches ||
			o.Op == ClassPut && matches && o.Revision == next.changes {
			all = append(all, next)
		}
	case ClassConflict:
		if o.Op != ClassGet && !matches && o.Revision == r.revision() {
			all = append(all, r)
		}
	case ClassNone:
		if !r.there && o.Op != ClassPut {
			all = append(all, r)
		}
	}
	return all
}

// gives tells whether o got what there is.
func (r register) gives(o ClassOperation) bool {
	return o.Op == ClassGet && r.there && o.Revision == r.changes && o.Got == r.value
}

func (r register) next(o ClassOperation) register {
	switch o.Op {
	case ClassPut:
		return register{r.changes + 1, true, o.Value}
	case ClassRemove:
		return register{changes: r.changes + 1}
	default:
		return r
	}
}

var registers = porcupine.NondeterministicModel{
	Init: func() []any { return []any{register{}} },
	Step: func(state, input, _ any) []any {
		return state.(register).after(input.(ClassOperation))
	},
}

// Classes looks for an order of the operations on each class that explains their replies, each
// class's within a time.
func Classes(operations []ClassOperation, within time.Duration) (v Verdict) {
	parts := map[subjects.Class][]porcupine.Operation{}
	for _, o := range operations {
		if o.Outcome == ClassNothing {
			continue
		}
		returned := int64(o.Returned)
		if o.Outcome == ClassUnknown {
			returned = math.MaxInt64
		}
		parts[o.Class] = append(parts[o.Class], porcupine.Operation{ClientId: o.Client, Input: o,
			Call: int64(o.Invoked), Return: returned})
	}
	model := registers.ToModel()
	for class, part := range parts {
		v.Judged++
		switch result, info := porcupine.CheckOperationsVerbose(model, part, within); result {
		case porcupine.Unknown:
			v.Undecided = append(v.Undecided, fmt.Sprint(class))
		case porcupine.Illegal:
			v.Violations = append(v.Violations, Violation{What: fmt.Sprintf(
				"no order of the %d operations on the list of class %d gives their replies%s",
				len(part), class, impasse(part, info.PartialLinearizationsOperations()[0]))})
		}
	}
	return v
}

// nearby is how many operations on each side of an impasse are told.
const nearby = 12

// impasse tells where the longest order ends that gives the replies, and what cannot follow.
func impasse(all []porcupine.Operation, orders [][]porcupine.Operation) string {
	var longest []porcupine.Operation
	for _, order := range orders {
		if len(order) > len(longest) {
			longest = order
		}
	}
	ordered := map[string]bool{}
	for _, o := range longest {
		ordered[o.Input.(ClassOperation).String()] = true
	}
	rest := slices.DeleteFunc(slices.Clone(all), func(o porcupine.Operation) bool {
		return ordered[o.Input.(ClassOperation).String()]
	})
	slices.SortFunc(rest, func(a, b porcupine.Operation) int {
		return cmp.Compare(a.Return, b.Return)
	})
	var b strings.Builder
	tell := func(what string, some []porcupine.Operation) {
		fmt.Fprintf(&b, "\n%s", what)
		for _, o := range some {
			fmt.Fprintf(&b, "\n  %v", o.Input)
		}
	}
	tell(fmt.Sprintf("an order of %d ends:", len(longest)),
		longest[max(0, len(longest)-nearby):])
	tell("none of these can follow:", rest[:min(nearby, len(rest))])
	return b.String()
}
