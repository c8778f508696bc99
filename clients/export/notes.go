package export

import (
	"slices"
	"strconv"

	"github.com/chamada/chamada/subjects"
)

// printed are the words of the page, and what it says of these roll calls; waived is as in the
// report.
func (d *Diary) printed(t *words, waived string) printed {
	p := printed{Student: t.student, Name: t.name, Missed: t.missed, Frequency: t.frequency,
		Page: t.page, Signature: t.signature, Date: t.date}
	p.Facts = append(p.Facts, t.given+": "+strconv.Itoa(len(d.Rolls)))
	if days := d.days(t); days != "" {
		p.Facts = append(p.Facts, days)
	}
	if by := d.teachers(); by != "" {
		p.Facts = append(p.Facts, t.teacher+": "+by)
	}
	for _, m := range subjects.Marks {
		p.Legend = append(p.Legend, t.sign(m)+" "+t.meaning[m])
	}
	p.Legend = append(p.Legend, t.sign("")+" "+t.nobody, Unlisted+" "+t.unlistedLegend)
	p.Notes = []string{t.hoursNote, t.rules}
	if said := t.waived[waived]; said != "" {
		p.Notes = append(p.Notes, said)
	}
	for _, r := range d.Rolls {
		if r.Lost {
			p.Notes = append(p.Notes, r.At.Format(t.minute)+": "+t.isLost+".")
		}
		if r.Added != nil {
			p.Notes = append(p.Notes, r.At.Format(t.minute)+": "+t.onPaper+".")
		}
	}
	return p
}

// days says from when until when there are roll calls; nothing where there is none.
func (d *Diary) days(t *words) string {
	n := len(d.Rolls)
	if n == 0 {
		return ""
	}
	return t.period + ": " + d.Rolls[0].At.Format(t.day) + " " + t.until + " " +
		d.Rolls[n-1].At.Format(t.day)
}

// teachers are those who have started the roll calls, in the order of their first ones.
func (d *Diary) teachers() (names string) {
	var seen []subjects.Teacher
	for _, r := range d.Rolls {
		if r.Teacher == "" || slices.Contains(seen, r.Teacher) {
			continue
		}
		if seen = append(seen, r.Teacher); len(seen) > 1 {
			names += ", "
		}
		names += string(r.Teacher)
	}
	return names
}
