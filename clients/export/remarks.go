package export

import (
	"strconv"

	"github.com/chamada/chamada/subjects"
)

// remarks are what there is to be known of the roll calls beside marks: each correction with its
// author and reason, and which roll calls were taken on paper, do not count, or may miss
// students. Void roll calls are there as well.
func (s *Semester) remarks(t *words) (sheet, error) {
	all := sheet{name: t.corrections, widths: []float64{17, 24, 36, 12, 12, 18, 16, 17, 60},
		rows: [][]any{{t.rollCall, t.subject, t.name, t.before, t.after, t.missed, t.by, t.at,
			t.reason}}}
	for i := range s.Records {
		rows, err := remarksOf(&s.Records[i], t)
		if err != nil {
			return sheet{}, err
		}
		all.rows = append(all.rows, rows...)
	}
	return all, nil
}

// remarksOf are those of one roll call: of all of it first, then of each student.
func remarksOf(r *subjects.Record, t *words) (rows [][]any, err error) {
	started, err := Local(r, r.Started)
	if err != nil {
		return nil, err
	}
	// The zone is known: no other time of it is an error.
	add := func(subject, name, before, after, hours any, by subjects.Teacher, at subjects.Time,
		reason string) {
		when := any("")
		if at != 0 {
			when, _ = Local(r, at)
		}
		rows = append(rows, []any{started, subject, name, before, after, hours, string(by), when,
			reason})
	}
	if r.Lost {
		add(t.wholeRoll, "", "", "", "", "", 0, t.isLost)
	}
	if a := r.Added; a != nil {
		add(t.wholeRoll, "", "", t.onPaper, "", a.By, a.Time, a.Reason)
	}
	for _, c := range r.Corrections {
		add(t.wholeRoll, "", t.counts(c.Before), t.counts(c.After), "", c.By, c.Time, c.Reason)
	}
	for i := range r.Students {
		line := &r.Students[i]
		for _, c := range line.Corrections {
			add(string(line.Student), t.called(line.Student, line.Name), t.sign(c.Before),
				t.sign(c.After), c.Hours, c.By, c.Time, c.Reason)
		}
	}
	return rows, nil
}

func (t *words) counts(s subjects.RollState) string {
	if s.Void {
		return t.void
	}
	return strconv.Itoa(s.Hours) + " h"
}
