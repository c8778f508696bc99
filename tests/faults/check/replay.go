package check

import (
	"fmt"
	"slices"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// replay is one class while its events are gone through in the order of
// their positions. What contradicts it is told once, and then believed.
type replay struct {
	*witness
	roll          string // empty: none is open
	started, last subjects.Time
	seen          []subjects.Student         // in the last list
	tail          []subjects.Student         // registered since
	in            map[subjects.Student][]int // who is there, with the checks that are known
	listed, upTo  subjects.Position          // of the last list, of the last event
	room
}

// apply says what is wrong, if anything.
func (r *replay) apply(o history.Operation) (wrong string) {
	switch {
	case o.Outcome == history.NotOpen:
		if r.roll != "" && !r.ended(o) {
			wrong = fmt.Sprintf("it is not open, they said, but roll %s was", r.roll)
			r.close(o)
		}
		return wrong
	case o.Outcome == history.Opened:
		return r.open(o)
	case o.Roll == "":
		return r.refuse(o)
	}
	if wrong = r.enter(o); wrong != "" {
		return wrong
	}
	switch o.Outcome {
	case history.Registered:
		return r.arrive(o)
	case history.Listed:
		return r.compare(o)
	case history.Ended:
		defer r.close(o)
		return r.compare(o)
	case history.AlreadyOpen:
		return r.began(o)
	default:
		return r.change(o)
	}
}

func (r *replay) open(o history.Operation) (wrong string) {
	_, known := r.witness.closed[o.Roll]
	switch {
	case r.roll != "" && !r.ended(o):
		wrong = fmt.Sprintf("it was opened while roll %s was open", r.roll)
		r.close(o)
	case known:
		wrong = "a roll of that name has ended before"
	}
	r.begin(o, o.Time)
	r.coded = sure(o.Every != 0)
	return wrong
}

func (r *replay) begin(o history.Operation, started subjects.Time) {
	r.roll, r.started, r.last = o.Roll, started, started
	r.seen, r.tail, r.in = nil, nil, make(map[subjects.Student][]int)
	r.listed, r.room = o.Position, newRoom()
}

// ended tells whether an end of unknown outcome explains that there is no
// roll at o any more.
func (r *replay) ended(o history.Operation) bool {
	if !r.haunt(wish{op: history.End, class: o.Class}, r.upTo, o.Position) {
		return false
	}
	r.close(o)
	return true
}

func (r *replay) close(o history.Operation) {
	r.closed[r.roll] = o.Position
	r.roll = ""
}

// enter sees that the roll that o speaks of is the one that is open.
func (r *replay) enter(o history.Operation) (wrong string) {
	if r.roll == o.Roll {
		return ""
	}
	if _, over := r.closed[o.Roll]; over {
		return "it speaks of a roll that has ended"
	}
	if r.roll != "" && !r.ended(o) {
		wrong = fmt.Sprintf("it speaks of another roll than %s, which was open", r.roll)
		r.close(o)
	} else if !r.haunt(wish{op: history.Start, class: o.Class}, r.upTo, o.Position) {
		wrong = "it speaks of a roll that no operation opened"
	}
	r.begin(o, o.Started)
	return wrong
}

func (r *replay) arrive(o history.Operation) (wrong string) {
	check := checkOf(o)
	if wrong = r.entitled(o); wrong != "" {
		return wrong
	}
	checks, there := r.in[o.Student]
	if slices.Contains(checks, check) || there && len(checks) == 0 && check == 1 {
		if !r.haunt(strikeOf(o), r.upTo, o.Position) {
			return "a student was registered who was there before"
		}
		r.strike(o.Student)
		checks, there = nil, false
	}
	if r.in[o.Student] = append(checks, check); there {
		r.again[o.Student] = true
	} else {
		r.tail = append(r.tail, o.Student)
	}
	return r.pass(o)
}

// pass sees that time does not go back within a roll.
func (r *replay) pass(o history.Operation) string {
	if o.Time < r.last {
		return fmt.Sprintf("its time is before %s, which the roll has seen", r.last)
	}
	r.last = o.Time
	return ""
}

func (r *replay) began(o history.Operation) string {
	if r.started == 0 {
		r.started = o.Started
	}
	if o.Started != r.started {
		return fmt.Sprintf("the roll started at %s", r.started)
	}
	return r.pass(o)
}

// compare holds a list to the one before it and to who came since.
func (r *replay) compare(o history.Operation) (wrong string) {
	r.missing(o)
	n := len(r.seen)
	if len(o.Students) < n || !slices.Equal(o.Students[:n], r.seen) {
		wrong = "it does not begin with what was listed before"
	} else {
		wrong = r.compareNew(o, o.Students[n:])
	}
	r.seen, r.tail, r.listed = o.Students, nil, o.Position
	for _, student := range o.Students[min(n, len(o.Students)):] {
		r.in[student] = slices.Clip(r.in[student])
	}
	if wrong == "" {
		wrong = r.began(o)
	}
	return wrong
}

func (r *replay) compareNew(o history.Operation, fresh []subjects.Student) string {
	tail := r.tail
	for i, student := range fresh {
		switch {
		case len(tail) > 0 && tail[0] == student:
			tail = tail[1:]
		case r.again[student] && !slices.Contains(fresh[:i], student) &&
			!slices.Contains(r.seen, student): // a ghost has struck them out before
		case r.there(student) || slices.Contains(fresh[:i], student):
			return fmt.Sprintf("it lists %s out of place or twice; next was %.1s", student, tail)
		case !r.haunt(wish{history.Present, o.Class, student}, r.listed, o.Position):
			return fmt.Sprintf("it lists %s, whom no operation registered", student)
		}
	}
	if len(tail) > 0 {
		return fmt.Sprintf("it misses %s and %d more", tail[0], len(tail)-1)
	}
	return ""
}
