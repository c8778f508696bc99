package teacher

import (
	"encoding/json"
	"fmt"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// line is what watch --json prints: the opening has only started, an arrival has student,
// the end has ended, with its time unless that was missed. A line with check alone is that
// of a check that is open; with a student, that they were there at it. Who was marked by
// hand has a line with marked, or struck, of their own.
type line struct {
	Class   subjects.Class   `json:"class"`
	Started subjects.Time    `json:"started,omitzero"`
	Student subjects.Student `json:"student,omitempty"`
	Check   int              `json:"check,omitempty"`
	Marked  bool             `json:"marked,omitempty"`
	Struck  bool             `json:"struck,omitempty"`
	By      subjects.Teacher `json:"by,omitempty"`
	Ended   bool             `json:"ended,omitempty"`
	Time    subjects.Time    `json:"time,omitzero"`
	Count   int              `json:"count"` // students present then
}

func (w *watch) lines(update clients.Update) error {
	for _, l := range w.linesOf(update) {
		b, err := json.Marshal(l)
		if err != nil {
			return fmt.Errorf("encoding an update: %w", err)
		}
		w.Terminal.JSON(b)
	}
	return nil
}

func (w *watch) linesOf(update clients.Update) (lines []line) {
	if !w.started {
		lines = append(lines, line{Class: update.Class, Started: update.Started})
	}
	add := func(l line) {
		l.Class, l.Count = update.Class, w.number
		lines = append(lines, l)
	}
	for _, c := range update.Checks {
		add(line{Check: c.Check, Time: c.Time})
	}
	for _, a := range update.Arrivals {
		w.number++
		add(line{Student: a.Student, Time: a.Time})
	}
	for _, p := range update.Again {
		add(line{Student: p.Student, Check: p.Check, Time: p.Time})
	}
	for _, m := range update.Marked {
		if m.Struck {
			w.number = max(update.Count, w.number-1) // who was struck out may never have come
		}
		add(line{Student: m.Student, Marked: !m.Struck, Struck: m.Struck, By: m.By, Time: m.Time})
	}
	if w.number = update.Count; update.Ended {
		add(line{Ended: true, Time: update.Time})
	}
	return lines
}
