package records

import (
	"strconv"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// Correction is what a teacher has made of a mark, or of a whole roll call: one message, which
// nothing overwrites.
type Correction struct {
	Format  int              `json:"v"`
	Class   subjects.Class   `json:"class"`
	Roll    string           `json:"roll"`
	Student subjects.Student `json:"student,omitempty"` // empty: it is about the whole roll call

	// What was asked for, as in [subjects.CorrectRequest]. An empty mark is the computed one.
	Mark  subjects.Mark `json:"mark,omitempty"`
	Hours *int          `json:"hours,omitempty"`
	Void  *bool         `json:"void,omitempty"`

	Reason string           `json:"reason"`
	By     subjects.Teacher `json:"by,omitempty"`
	Time   subjects.Time    `json:"time"`

	// What it has changed, as it was when it was made: the line afterwards and the mark before,
	// or what the roll call counts before and after.
	Line   *subjects.RecordLine `json:"line,omitempty"`
	Before subjects.Mark        `json:"before,omitempty"`
	Was    *subjects.RollState  `json:"was,omitempty"`
	Is     *subjects.RollState  `json:"is,omitempty"`

	Key      string            `json:"key"` // of the request
	Position subjects.Position `json:"position"`

	// All are all corrections of the roll call so far, in place of those before: somebody was
	// erased from one of them. Then there is no more than class and roll.
	All []numbered `json:"all,omitempty"`

	sequence uint64 // in the stream
}

// numbered is a correction with the sequence that it had, which its reply names.
type numbered struct {
	Sequence uint64 `json:"seq"`
	Correction
}

// allOf is one message with all corrections of a roll call.
func allOf(c subjects.Class, roll string, corrections []Correction) *Correction {
	one := &Correction{Format: versionAll, Class: c, Roll: roll}
	for _, each := range corrections {
		one.All = append(one.All, numbered{each.sequence, each})
	}
	return one
}

func (c *Correction) all() []Correction {
	all := make([]Correction, len(c.All))
	for i := range c.All {
		all[i] = c.All[i].Correction
		all[i].sequence = c.All[i].Sequence
	}
	return all
}

// revision is that of the record with it.
func (c *Correction) revision() string { return strconv.FormatUint(c.sequence, 10) }

func (c *Correction) format() int { return c.Format }

func (c *Correction) change() marks.Change {
	return marks.Change{Student: c.Student, Mark: c.Mark, Hours: c.Hours, Void: c.Void,
		Reason: c.Reason, By: c.By, Time: c.Time}
}

func changesOf(all []Correction) []marks.Change {
	changes := make([]marks.Change, len(all))
	for i := range all {
		changes[i] = all[i].change()
	}
	return changes
}

// ofStudents is the corrections of each student, the oldest first, as replies have them.
func ofStudents(all []Correction) map[subjects.Student][]subjects.Correction {
	of := map[subjects.Student][]subjects.Correction{}
	for i := range all {
		if c := &all[i]; c.Line != nil {
			of[c.Student] = append(of[c.Student], subjects.Correction{
				Before: c.Before, After: c.Line.Mark, Hours: c.Line.AbsentHours, By: c.By,
				Time: c.Time, Reason: c.Reason,
			})
		}
	}
	return of
}

// ofRoll is the corrections of the whole roll call.
func ofRoll(all []Correction) (of []subjects.RollCorrection) {
	for i := range all {
		if c := &all[i]; c.Is != nil {
			of = append(of, subjects.RollCorrection{Before: *c.Was, After: *c.Is, By: c.By,
				Time: c.Time, Reason: c.Reason})
		}
	}
	return of
}
