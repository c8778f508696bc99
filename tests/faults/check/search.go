package check

import (
	"fmt"
	"hash/maphash"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// Searcher looks for an order of operations that explains their replies.
type Searcher struct {
	Within time.Duration // that one part may take
	Dir    string        // for pictures of violations; empty: none are made
}

// Search judges the rolls that are not large, each class by itself.
func (s Searcher) Search(operations []history.Operation) Verdict {
	var v Verdict
	for class, part := range classes(operations) {
		if !part[0].Large {
			p, _ := given(part)
			s.check(&v, fmt.Sprintf("class-%d", class), part, p)
		}
	}
	return v
}

// check adds what it finds in one part to v.
func (s Searcher) check(v *Verdict, name string, part []history.Operation, p proofs) {
	v.Judged++
	events := events(part, p)
	switch porcupine.CheckOperationsTimeout(model, events, s.Within) {
	case porcupine.Unknown:
		v.Undecided = append(v.Undecided, name)
	case porcupine.Illegal:
		v.Violations = append(v.Violations, Violation{
			What: fmt.Sprintf("no order of the %d operations of %s gives their replies",
				len(part), name),
			Picture: s.draw(name, events),
		})
	}
}

// draw leaves a picture of how far the search came.
func (s Searcher) draw(name string, events []porcupine.Operation) string {
	if s.Dir == "" {
		return ""
	}
	_, info := porcupine.CheckOperationsVerbose(model, events, s.Within)
	path := filepath.Join(s.Dir, name+".html")
	if err := porcupine.VisualizePath(model, info, path); err != nil {
		return "none: " + err.Error()
	}
	return path
}

// classes are the parts of a history that have nothing to do with each other.
func classes(operations []history.Operation) map[subjects.Class][]history.Operation {
	parts := make(map[subjects.Class][]history.Operation)
	for _, o := range known(operations) {
		parts[o.Class] = append(parts[o.Class], o)
	}
	return parts
}

// events gives porcupine the operations. One of unknown outcome never
// returns, and receipts are of use only where an id comes twice.
func events(part []history.Operation, p proofs) []porcupine.Operation {
	ids := make(map[string]int)
	for _, o := range part {
		ids[o.ID]++
	}
	events := make([]porcupine.Operation, len(part))
	for i, o := range part {
		e := porcupine.Operation{ClientId: o.Client, Input: input{o, ids[o.ID] > 1, p},
			Call: int64(o.Invoked), Return: int64(o.Returned)}
		if o.Outcome == history.Unknown {
			e.Return = int64(^uint64(0) >> 1)
		}
		events[i] = e
	}
	return events
}

type input struct {
	history.Operation
	shared bool // the id is another operation's too
	proofs proofs
}

var model = porcupine.Model{
	Init: func() any { return state{} },
	Step: func(s, in, _ any) (bool, any) {
		next, ok := s.(state).step(in.(input))
		return ok, next
	},
	Equal: func(a, b any) bool { return a.(state).equal(b.(state)) },
	Hash:  func(s any) uint64 { return s.(state).hash() },
	DescribeOperation: func(in, _ any) string {
		o := in.(input).Operation
		return strings.TrimSpace(
			fmt.Sprintf("%s %s → %s %s", o.Op, o.Student, o.Outcome, o.Position))
	},
	DescribeState: func(s any) string { return s.(state).String() },
}

var seed = maphash.MakeSeed()

func (s state) hash() uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString(s.roll)
	maphash.WriteComparable(&h, [3]int{len(s.receipts), s.check, len(s.struck)})
	for _, a := range slices.Concat(s.present, s.later) {
		maphash.WriteComparable(&h, a)
	}
	return h.Sum64()
}

func (s state) String() string {
	if !s.open {
		return "closed"
	}
	var students []string
	for _, a := range s.present {
		students = append(students, string(a.student))
	}
	return fmt.Sprintf("roll %s: %s%s", s.roll, strings.Join(students, " "), s.room())
}

// room is what only a roll with codes, checks or strikes has, in words.
func (s state) room() (words string) {
	if s.check > 1 || s.coded {
		words += fmt.Sprintf("; check %d, coded %v", s.check, s.coded)
	}
	for _, a := range s.later {
		words += fmt.Sprintf("; %s in check %d", a.student, a.check)
	}
	if len(s.struck) > 0 {
		words += fmt.Sprintf("; struck %s", s.struck)
	}
	return words
}
