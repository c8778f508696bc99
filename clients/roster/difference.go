package roster

import (
	"time"

	"github.com/chamada/chamada/subjects"
)

// Difference is what a file changes of a class list.
type Difference struct {
	Added, Left []subjects.Enrolled // who comes, and who leaves
	Changed     []Changed
	// Beside are those who are on the list and not in the file, and stay.
	Beside []subjects.Enrolled
	Same   int
	// All is the list as it becomes: the students of before in their order, then new ones.
	All []subjects.Enrolled
}

// Changed is a student with other words on the new list than on the old one.
type Changed struct{ Before, After subjects.Enrolled }

// Empty tells whether nothing changes.
func (d *Difference) Empty() bool {
	return len(d.Added) == 0 && len(d.Left) == 0 && len(d.Changed) == 0
}

// Large tells whether so many leave that it may be the file of another class: more than 5, or than
// one in ten.
func (d *Difference) Large() bool {
	before := len(d.All) - len(d.Added)
	return len(d.Left) > 5 || len(d.Left)*10 > before
}

// Compare says what a file changes of a list. What the file has no column for stays as it was. Who
// is not in it stays, or with leave has yesterday for the last day; today is "2026-08-01".
func Compare(list, file []subjects.Enrolled, has Columns, leave bool, today string) (d Difference) {
	in := make(map[subjects.Student]subjects.Enrolled, len(file))
	for _, s := range file {
		in[s.Student] = s
	}
	for _, before := range list {
		after, there := in[before.Student]
		delete(in, before.Student)
		switch {
		case there:
			d.meet(before, merged(before, after, has, today))
		case leave && (before.Until == "" || before.Until >= today):
			left := before
			left.Until = max(dayBefore(today), before.From)
			d.Left = append(d.Left, left)
			d.All = append(d.All, left)
		default:
			d.Beside = append(d.Beside, before)
			d.All = append(d.All, before)
		}
	}
	for _, s := range file {
		if _, comes := in[s.Student]; comes {
			d.Added = append(d.Added, s)
			d.All = append(d.All, s)
		}
	}
	return d
}

func (d *Difference) meet(before, after subjects.Enrolled) {
	if d.All = append(d.All, after); before == after {
		d.Same++
		return
	}
	d.Changed = append(d.Changed, Changed{before, after})
}

// merged is a student of the list as the file has it. Who had left is back.
func merged(before, file subjects.Enrolled, has Columns, today string) subjects.Enrolled {
	after := file
	if !has.Social {
		after.Social = before.Social
	}
	if !has.State {
		after.State = before.State
	}
	if !has.From {
		after.From = before.From
	}
	if !has.Until && before.Until >= today {
		after.Until = before.Until
	}
	if before.State == subjects.StateActive && after.State == "" {
		after.State = before.State
	}
	return after
}

func dayBefore(today string) string {
	at, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return today
	}
	return at.AddDate(0, 0, -1).Format(time.DateOnly)
}
