package marks

import (
	"time"

	"github.com/chamada/chamada/subjects"
)

// Change is one correction by a teacher. Nothing is overwritten: a later one counts
// instead of an earlier one.
type Change struct {
	Student subjects.Student // empty: it is about the whole roll call

	// Mark is what the student gets; empty: what is computed. Only with a student.
	Mark Mark
	// Hours are those missed, of a student, or those that the roll call counts; nil: what is
	// computed.
	Hours *int
	// Void: the roll call was opened by mistake and counts for nothing. Nil: as it was. Only
	// without a student.
	Void *bool

	Reason string
	By     subjects.Teacher
	Time   subjects.Time
}

// Changed is a [Change] with what it has changed.
type Changed struct {
	Change
	Before, After Mark // of a student; empty: none
	AbsentHours   int  // after it, of a student
}

// computation is a roll call while its marks are computed.
type computation struct {
	roll     Roll
	hours    int
	void     bool
	arrivals map[subjects.Student]int // where in roll.Arrivals
	listed   []bool                   // of roll.Arrivals: the student is on the list
	changes  map[subjects.Student][]Change
	ofRoll   []Changed
}

func newComputation(r Roll) *computation {
	c := &computation{
		roll: r, hours: r.Rule.hours(),
		arrivals: make(map[subjects.Student]int, len(r.Arrivals)),
		listed:   make([]bool, len(r.Arrivals)),
		changes:  make(map[subjects.Student][]Change),
	}
	for i := range r.Arrivals {
		c.arrivals[r.Arrivals[i].Student] = i
	}
	for _, change := range r.Changes {
		if change.Student != "" {
			c.changes[change.Student] = append(c.changes[change.Student], change)
			continue
		}
		c.changeRoll(change)
	}
	return c
}

// changeRoll applies what is about the whole roll call.
func (c *computation) changeRoll(change Change) {
	if change.Hours != nil {
		c.hours = min(max(*change.Hours, 1), MaxHours)
	}
	if change.Void != nil {
		c.void = *change.Void
	}
	c.ofRoll = append(c.ofRoll, Changed{Change: change})
}

// line is what became of one student.
func (c *computation) line(e Entry) Line {
	line := Line{Entry: e}
	if at, came := c.arrivals[e.Student]; came {
		line.Arrival, c.listed[at] = &c.roll.Arrivals[at], true
	}
	line.Mark, line.AbsentHours = c.computed(line)
	for _, change := range c.changes[e.Student] {
		before := line.Mark
		line.Mark, line.AbsentHours = c.changed(line, change)
		line.Changes = append(line.Changes, Changed{change, before, line.Mark, line.AbsentHours})
	}
	return line
}

// computed is what a student gets by the rule alone.
func (c *computation) computed(line Line) (Mark, int) {
	rule := c.roll.Rule
	switch {
	case line.Arrival == nil && line.Entry.active():
		return Absent, c.hours
	case line.Arrival == nil:
		return "", 0
	}
	after := time.Duration(line.Arrival.seen()-rule.base(c.roll.Started)) * time.Millisecond
	if !rule.late(after) {
		return Present, 0
	}
	return Late, rule.lost(after, c.hours)
}

// changed is what a student gets by a correction.
func (c *computation) changed(line Line, change Change) (mark Mark, hours int) {
	mark, hours = c.computed(line)
	if change.Mark != "" {
		hours = c.missed(change.Mark, mark, hours)
		mark = change.Mark
	}
	if change.Hours != nil && mark != Waived {
		hours = min(max(*change.Hours, 0), c.hours)
	}
	return mark, hours
}

// missed are the hours that go with a mark that a teacher has given.
func (c *computation) missed(given, computed Mark, hours int) int {
	switch given {
	case Absent, Excused:
		return c.hours
	case Late:
		if computed == Late {
			return hours
		}
	}
	return 0
}

// unknown are those who came and are on no line, once all lines are made.
func (c *computation) unknown() []Arrival {
	unknown := []Arrival{}
	for i, a := range c.roll.Arrivals {
		if !c.listed[i] && !c.listed[c.arrivals[a.Student]] {
			unknown = append(unknown, a)
		}
	}
	return unknown
}
