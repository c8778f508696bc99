package check

import (
	"fmt"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// room is what only a roll with codes, checks or marks has.
type room struct {
	coded  certainty // whether it wants a code
	check  int       // that is open
	struck map[subjects.Student]certainty
	// again are students who may stand later in the list than they did: a strike without a
	// known outcome may have taken them out, and they were registered once more.
	again map[subjects.Student]bool
}

// certainty is what is known of something that is so or not.
type certainty string

const (
	yes   certainty = "yes"
	no    certainty = "no"
	maybe certainty = "maybe"
)

func sure(so bool) certainty {
	if so {
		return yes
	}
	return no
}

func newRoom() room {
	return room{check: 1, struck: make(map[subjects.Student]certainty),
		again: make(map[subjects.Student]bool)}
}

// expect sees that the roll wants a code, or that it wants none.
func (r *replay) expect(coded certainty) (wrong string) {
	if r.coded == "" { // nobody was told of its start
		r.coded = coded
	}
	if r.coded != coded {
		return fmt.Sprintf("does it want a code? by this it is %s, it was %s", coded, r.coded)
	}
	return ""
}

// fit has as many checks of unknown outcome be opened as it takes for o to be right; false
// when there are too few.
func (r *replay) fit(o history.Operation, right func() bool) bool {
	for !right() {
		if !r.haunt(wish{op: history.Check, class: o.Class}, r.upTo, o.Position) {
			return false
		}
		r.check++
	}
	return true
}

// change judges what concerns codes, checks and strikes.
func (r *replay) change(o history.Operation) (wrong string) {
	is := func(check int) func() bool { return func() bool { return r.check == check } }
	switch o.Outcome {
	case history.Coded:
		if wrong = r.expect(yes); wrong == "" && !r.fit(o, is(o.Check)) {
			wrong = fmt.Sprintf("check %d was open", r.check)
		}
	case history.Ticketed:
		wrong = r.scanned(o)
	case history.Checked:
		if !r.fit(o, is(o.Check-1)) {
			wrong = fmt.Sprintf("check %d was open before", r.check)
		}
		r.check = o.Check
	case history.StruckOut:
		r.strike(o.Student)
	default:
		return "nothing in these histories is " + string(o.Outcome)
	}
	if wrong == "" {
		wrong = r.pass(o)
	}
	return wrong
}

func (r *replay) scanned(o history.Operation) (wrong string) {
	if wrong = r.expect(yes); wrong != "" {
		return wrong
	}
	if !r.fit(o, func() bool {
		check, no := r.proofs.admit(o, r.roll, r.check)
		return no == "" && check == o.Check
	}) {
		return fmt.Sprintf("its code is %v", r.proofs[o.Code])
	}
	return ""
}

// entitled sees that who was registered had the right to be, and for that check. Of those
// without a reply nobody knows which request it was.
func (r *replay) entitled(o history.Operation) (wrong string) {
	by := o.Op == history.Mark
	if !by && r.struck[o.Student] == yes {
		if !r.haunt(registrationOf(o), r.upTo, o.Position) {
			return "a student was registered who was struck out"
		}
		r.again[o.Student] = true
	}
	delete(r.struck, o.Student)
	if o.Reply == "" {
		return ""
	}
	right := func() bool {
		check, wrong := r.proofs.admit(o, r.roll, r.check)
		return wrong == "" && check == checkOf(o)
	}
	if by || r.coded == no || r.coded == "" && !right() {
		right = func() bool { return checkOf(o) == r.check }
	}
	if !r.fit(o, right) {
		return fmt.Sprintf("nothing says that it counts for this check; check %d was open, its "+
			"code is %v, its ticket %v", r.check, r.proofs[o.Code], r.proofs[o.Ticket])
	}
	return ""
}

// refuse judges a refusal that says of an open roll why.
func (r *replay) refuse(o history.Operation) (wrong string) {
	if r.roll == "" {
		if len(r.ghosts[wish{op: history.Start, class: o.Class}]) > 0 {
			return "" // one of these has opened it
		}
		return "it was refused as if the roll were open"
	}
	switch {
	case o.Outcome == history.NoCode:
		wrong = r.expect(no)
	case o.Outcome == history.Struck:
		if r.struck[o.Student] == "" && !r.haunt(strikeOf(o), r.upTo, o.Position) {
			return "nobody has struck the student out"
		}
		r.strike(o.Student)
	case !refusesProof(o.Outcome):
		return "nothing in these histories is " + string(o.Outcome)
	default:
		wrong = r.refusesProof(o)
	}
	return wrong
}

func (r *replay) refusesProof(o history.Operation) (wrong string) {
	if wrong = r.expect(yes); wrong != "" {
		return wrong
	}
	if r.fit(o, func() bool {
		_, why := r.proofs.admit(o, r.roll, r.check)
		return why == o.Outcome
	}) {
		return ""
	}
	return fmt.Sprintf("its code is %v, its ticket %v, and check %d was open", r.proofs[o.Code],
		r.proofs[o.Ticket], r.check)
}

// strike takes a student off the list.
func (r *replay) strike(student subjects.Student) {
	gone := func(s subjects.Student) bool { return s == student }
	r.struck[student] = yes
	r.seen = slices.DeleteFunc(slices.Clone(r.seen), gone)
	r.tail = slices.DeleteFunc(slices.Clone(r.tail), gone)
	delete(r.in, student)
	delete(r.again, student)
}

func (r *replay) there(student subjects.Student) bool {
	_, ok := r.in[student]
	return ok
}

// missing strikes out students who are not where they were in a list, where a strike without a
// known outcome may have taken them out.
func (r *replay) missing(o history.Operation) {
	expected := slices.Concat(r.seen, r.tail)
	for i, student := range expected {
		if len(r.ghosts[wish{history.Mark, o.Class, student}]) == 0 ||
			i < len(o.Students) && o.Students[i] == student {
			continue
		}
		at := slices.Index(o.Students, student)
		if at >= 0 && !slices.ContainsFunc(expected[i+1:], func(s subjects.Student) bool {
			j := slices.Index(o.Students, s)
			return j >= 0 && j < at
		}) {
			continue
		}
		back := r.again[student]
		_ = r.haunt(wish{history.Mark, o.Class, student}, r.listed, o.Position)
		r.strike(student)
		r.struck[student] = maybe // it may have been lifted since
		r.again[student] = back
	}
}
