package records

import (
	"slices"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// Asked is a correction that somebody has asked for.
type Asked struct {
	subjects.CorrectRequest
	Key      string // of the request: it tells it from all others
	By       subjects.Teacher
	Time     subjects.Time
	Position subjects.Position
}

// Repeated is the reply to a request that has taken effect before.
func (s *State) Repeated(key string) (subjects.Corrected, bool) {
	for i := range s.Corrections {
		if key != "" && s.Corrections[i].Key == key {
			return s.reply(i), true
		}
	}
	return subjects.Corrected{}, false
}

// reply is that to the correction at i, the same to the byte whatever came after it.
func (s *State) reply(i int) subjects.Corrected {
	c, before := &s.Corrections[i], s.Corrections[:i+1]
	reply := subjects.Corrected{Class: c.Class, Roll: c.Roll, Revision: c.revision(),
		Position: c.Position}
	if c.Line != nil {
		line := *c.Line
		line.Corrections = ofStudents(before)[c.Student]
		reply.Line = &line
		return reply
	}
	reply.RollLine = &subjects.RollLine{RollState: *c.Is, Corrections: ofRoll(before)}
	return reply
}

// Line is a student's line as it is, nil when there is none. Without a student RollLine is that
// of the whole roll call.
func (s *State) Line(student subjects.Student) (*subjects.RecordLine, *subjects.RollLine) {
	m := s.Compute()
	if student == "" {
		return nil, &subjects.RollLine{
			RollState:   subjects.RollState{Hours: m.Hours, Void: m.Void},
			Corrections: append([]subjects.RollCorrection{}, ofRoll(s.Corrections)...),
		}
	}
	l := lineOf(&m, student)
	if l == nil {
		return nil, nil
	}
	line := newLine(l)
	line.Corrections = ofStudents(s.Corrections)[student]
	return &line, nil
}

func lineOf(m *marks.Record, student subjects.Student) *marks.Line {
	for i := range m.Students {
		if m.Students[i].Entry.Student == student {
			return &m.Students[i]
		}
	}
	return nil
}

// Correct judges what was asked for. The error is a [*subjects.Error].
func (s *State) Correct(a *Asked) (*Correction, error) {
	c := &Correction{
		Class: a.Class, Roll: a.Roll, Student: a.Student, Hours: a.Hours, Void: a.Void,
		Reason: a.Reason, By: a.By, Time: a.Time, Key: a.Key, Position: a.Position,
	}
	if a.Mark != nil {
		c.Mark = *a.Mark
	}
	line, roll := s.Line(a.Student)
	switch {
	case line == nil && roll == nil:
		return nil, errUnlisted
	case a.Revision != s.Revision():
		return nil, conflict(line, roll, s.Revision())
	case s.corrected(a.Student) >= subjects.MaxCorrections:
		return nil, errTooMany
	}
	after := *s
	after.Corrections = s.with(c)
	m := after.Compute()
	if roll != nil {
		c.Was, c.Is = &roll.RollState, &subjects.RollState{Hours: m.Hours, Void: m.Void}
		return c, nil
	}
	if a.Hours != nil && *a.Hours > m.Hours {
		return nil, errHours(m.Hours)
	}
	is := newLine(lineOf(&m, a.Student))
	c.Before, c.Line = line.Mark, &is
	return c, nil
}

// with is the corrections, and one more.
func (s *State) with(c *Correction) []Correction { return append(slices.Clip(s.Corrections), *c) }

// corrected is how often a student, or the whole roll call, was.
func (s *State) corrected(student subjects.Student) (n int) {
	for i := range s.Corrections {
		if s.Corrections[i].Student == student {
			n++
		}
	}
	return n
}

// Corrected is the state and the reply once a correction is stored as the last one.
func (s *State) Corrected(c *Correction, last uint64) subjects.Corrected {
	c.sequence = last
	after := *s
	after.Corrections, after.Last = s.with(c), last
	return after.reply(len(after.Corrections) - 1)
}
