package session

import (
	"fmt"

	"github.com/chamada/chamada/subjects"
)

// ShowRoll prints who is there, in order, with the times; ended says whether
// the roll call is over. Where names are known they stand beside.
func (s *Session) ShowRoll(roll subjects.Roll, ended bool, names map[subjects.Student]string) {
	t := s.Texts
	s.Terminal.Resultf(t.RollTitle, roll.Class, t.Present(len(roll.Students)))
	lines := s.arrivals(roll, names)
	for _, line := range lines {
		s.Terminal.Resultf("%s", line)
	}
	if !s.fits(len(lines)) { // the title is out of sight
		s.Terminal.Resultf(t.RollTitle, roll.Class, t.Present(len(roll.Students)))
	}
	s.ShowChecks(roll.AtChecks())
	s.Terminal.Resultf(t.RollStarted, t.Date(roll.Started))
	if ended {
		s.Terminal.Resultf(t.RollEnded, t.Date(roll.Time))
	}
	s.noteLost(roll.Lost)
}

// ShowChecks prints how many were there at each check, where there were several.
func (s *Session) ShowChecks(counts []int) {
	if said := s.Texts.Checks.Counted(counts); said != "" {
		s.Terminal.Resultf("%s", said)
	}
}

// noteLost tells that students may be missing from a list.
func (s *Session) noteLost(lost bool) {
	if lost {
		s.Terminal.Notef("%s", s.Texts.RollLost)
	}
}

// ShowPresence prints that a student is registered.
func (s *Session) ShowPresence(p subjects.Presence) {
	text := s.Texts.Registered
	if p.Already {
		text = s.Texts.RegisteredBefore
	}
	s.Terminal.Resultf(text, p.Student, p.Class, s.Texts.Date(p.Time), p.Position)
}

// ShowArrival prints one student's arrival, the number-th of the roll.
func (s *Session) ShowArrival(number int, a subjects.ListedPresence) {
	s.Terminal.Resultf("%s", s.arrival(number, a))
}

func (s *Session) arrival(number int, a subjects.ListedPresence) string {
	return fmt.Sprintf("%6d  %-20s  %s", number, a.Student, s.Texts.Date(a.Time))
}
