package export

import (
	"cmp"
	"slices"
	"time"

	"github.com/chamada/chamada/subjects"
)

// Diary is a semester as a table: a row a student, a column a roll call that counts.
type Diary struct {
	Rolls []Column // the oldest first
	Rows  []Row
}

// Column is one roll call.
type Column struct {
	*subjects.Record
	At time.Time // its start, as the clocks of its class show it
}

// Row is one student.
type Row struct {
	Student subjects.Student
	Name    string
	Cells   []Cell               // one a roll call
	Balance *subjects.ReportLine // nil: of nobody who is on the class list
}

// Cell is what became of a student in one roll call; the zero one is of who was not expected and
// did not come.
type Cell struct {
	Mark     subjects.Mark
	Unlisted bool // who came, and is not on the class list
}

// Diary makes the table: first the students as the report has them, then who came and is not on
// the class list, by number. The error is a zone that this machine does not know.
func (s *Semester) Diary() (*Diary, error) {
	d := &Diary{}
	for _, r := range s.counted() {
		at, err := Local(r, r.Started)
		if err != nil {
			return nil, err
		}
		d.Rolls = append(d.Rolls, Column{r, at})
	}
	of := map[subjects.Student]int{}
	for i := range s.Report.Students {
		line := &s.Report.Students[i]
		of[line.Student] = len(d.Rows)
		d.Rows = append(d.Rows, Row{Student: line.Student, Name: line.Name, Balance: line})
	}
	listed := len(d.Rows)
	for _, r := range d.Rolls {
		d.meet(of, r.Record)
	}
	slices.SortFunc(d.Rows[listed:], func(a, b Row) int {
		return cmp.Compare(a.Student, b.Student)
	})
	d.fill()
	return d, nil
}

// meet adds rows for students of a roll call that the report does not have.
func (d *Diary) meet(of map[subjects.Student]int, r *subjects.Record) {
	add := func(student subjects.Student, name string) {
		if _, known := of[student]; !known {
			of[student] = len(d.Rows)
			d.Rows = append(d.Rows, Row{Student: student, Name: name})
		}
	}
	for i := range r.Students {
		add(r.Students[i].Student, r.Students[i].Name)
	}
	for i := range r.Unknown {
		add(r.Unknown[i].Student, "")
	}
}

// fill fills in the cells.
func (d *Diary) fill() {
	of := map[subjects.Student]int{}
	for i := range d.Rows {
		of[d.Rows[i].Student] = i
		d.Rows[i].Cells = make([]Cell, len(d.Rolls))
	}
	for j, r := range d.Rolls {
		for i := range r.Students {
			d.Rows[of[r.Students[i].Student]].Cells[j] = Cell{Mark: r.Students[i].Mark}
		}
		for i := range r.Unknown {
			d.Rows[of[r.Unknown[i].Student]].Cells[j] = Cell{Unlisted: true}
		}
	}
}

// Erased tells whether nobody knows any more who it was: the number stands for nobody.
func (r *Row) Erased() bool { return r.Student.Erased() }

// called is the name of a student as the workbook has it, where nothing else beside may say that it
// was erased.
func (t *words) called(student subjects.Student, name string) string {
	if student.Erased() {
		return "(" + t.erased + ")"
	}
	return name
}

// aside says why a row is of nobody who is on the class list.
func (t *words) aside(r *Row) string {
	if r.Erased() {
		return t.erased
	}
	return t.notListed
}

// signs are the cells as teachers write them.
func (r *Row) signs(t *words) []string {
	all := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		if all[i] = t.sign(c.Mark); c.Unlisted {
			all[i] = Unlisted
		}
	}
	return all
}

// Local is an instant as the clocks of the record's class show it. The error is a zone that this
// machine does not know.
func Local(r *subjects.Record, at subjects.Time) (time.Time, error) {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		return time.Time{}, err
	}
	return at.Time().In(zone), nil
}

// SeveralYears tells whether the roll calls are of more than one year: a day without its year would
// then be two days.
func (d *Diary) SeveralYears() bool {
	n := len(d.Rolls)
	return n > 0 && d.Rolls[0].At.Year() != d.Rolls[n-1].At.Year()
}

// Latest drops all but the latest n roll calls, and tells how many it has dropped.
func (d *Diary) Latest(n int) (dropped int) {
	dropped = max(len(d.Rolls)-n, 0)
	d.Rolls = d.Rolls[dropped:]
	for i := range d.Rows {
		d.Rows[i].Cells = d.Rows[i].Cells[dropped:]
	}
	return dropped
}
