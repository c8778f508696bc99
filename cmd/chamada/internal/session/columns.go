package session

import (
	"fmt"
	"strings"

	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

const (
	// around is how many rows of a screen a list leaves to its title, its end and the
	// question that follows.
	around = 5
	gap    = 3 // between columns
)

// fits tells whether a list of so many lines can be seen at once. Where it goes to no
// screen it can.
func (s *Session) fits(lines int) bool {
	_, height := s.Terminal.Size()
	return height == 0 || lines+around <= height
}

// arrivals are the lines of a list: one for each student, or in columns when that is more than
// can be seen at once and there is nothing to say beside a student, neither a name nor checks.
func (s *Session) arrivals(roll subjects.Roll, names map[subjects.Student]string) []string {
	width, _ := s.Terminal.Size()
	if names == nil && roll.Checks < 2 && !s.fits(len(roll.Presences)) {
		if lines := columns(cells(s.Texts, roll), width); len(lines) < len(roll.Presences) {
			return lines
		}
	}
	lines := make([]string, len(roll.Presences))
	for i, a := range roll.Presences {
		lines[i] = s.arrival(i+1, a)
		if name := names[a.Student]; name != "" {
			lines[i] += "  " + terminal.Visible(name)
		}
		if missed := s.Texts.Checks.Only(a.Checks, roll.Checks); missed != "" {
			lines[i] += "  " + missed
		}
	}
	return lines
}

// cells are the students of a roll, all of one width, with the time of day where
// everybody came on the day when the roll call was opened.
func cells(t *Texts, roll subjects.Roll) []string {
	when, longest := t.Clock, 0
	for _, a := range roll.Presences {
		longest = max(longest, len(a.Student))
		if !t.SameDay(a.Time, roll.Started) {
			when = t.Date
		}
	}
	number := len(fmt.Sprint(len(roll.Presences)))
	cells := make([]string, len(roll.Presences))
	for i, a := range roll.Presences {
		cells[i] = fmt.Sprintf("%*d  %-*s  %s", number, i+1, longest, a.Student, when(a.Time))
	}
	return cells
}

// columns sets cells of one width side by side, as many as width has room for. They
// are read from top to bottom, then from left to right.
func columns(cells []string, width int) []string {
	across := max(1, (width+gap)/(len([]rune(cells[0]))+gap))
	lines := make([]string, (len(cells)+across-1)/across)
	for i, cell := range cells {
		row := i % len(lines)
		if i >= len(lines) {
			lines[row] += strings.Repeat(" ", gap)
		}
		lines[row] += cell
	}
	return lines
}
