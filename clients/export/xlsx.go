package export

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// XLSX writes a workbook: the diary, each student's summary, and what was corrected. Numbers of
// students are text, so that no zero is lost and nothing is a formula; days are days. The header
// of each sheet stays in place, and is on each page of paper: A4 in landscape, with 40 roll calls
// side by side. The error is that of w, or a zone that this machine does not
// know, or more roll calls than a sheet has columns.
func (s *Semester) XLSX(w io.Writer, l texts.Language) error {
	t := languages.In(l)
	d, err := s.Diary()
	if err != nil {
		return err
	}
	remarks, err := s.remarks(t)
	if err != nil {
		return err
	}
	b, err := newBook(t, s.title(t), d.days(t))
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }()
	for _, one := range []sheet{d.sheet(t), d.summary(t), remarks} {
		if err := b.add(one); err != nil {
			return err
		}
	}
	b.SetActiveSheet(0)
	return b.Write(w)
}

// sheet is what one is to hold; a cell is a string, an int, a float64 or a time.Time.
type sheet struct {
	name    string
	fixed   int       // columns that stay in place
	widths  []float64 // of the first columns, in characters
	rows    [][]any
	upright bool // the header behind the fixed columns
	across  int  // pages of paper side by side; zero: one
}

func (d *Diary) sheet(t *words) sheet {
	header := []any{t.student, t.name}
	for _, r := range d.Rolls {
		header = append(header, r.At)
	}
	s := sheet{name: t.diary, fixed: 2, widths: []float64{16, 36}, rows: [][]any{header},
		upright: true, across: (len(d.Rolls) + columnsOnSheet - 1) / columnsOnSheet}
	for range d.Rolls {
		s.widths = append(s.widths, 4)
	}
	for i := range d.Rows {
		r := &d.Rows[i]
		cells := []any{string(r.Student), t.called(r.Student, r.Name)}
		for _, sign := range r.signs(t) {
			cells = append(cells, sign)
		}
		s.rows = append(s.rows, cells)
	}
	return s
}

func (d *Diary) summary(t *words) sheet {
	header := []any{t.student, t.name}
	for _, m := range subjects.Marks {
		header = append(header, t.sign(m))
	}
	header = append(header, t.hours, t.missed, t.frequency, t.planned, t.mayMiss, t.remark)
	s := sheet{name: t.summary, fixed: 2, rows: [][]any{header},
		widths: []float64{16, 36, 6, 6, 6, 6, 6, 14, 16, 14, 26, 14, 28}}
	for i := range d.Rows {
		s.rows = append(s.rows, d.Rows[i].summary(t))
	}
	return s
}

func (r *Row) summary(t *words) []any {
	cells, b := []any{string(r.Student), r.Name}, r.Balance
	if b == nil {
		for range len(subjects.Marks) + 5 {
			cells = append(cells, t.sign(""))
		}
		return append(cells, t.aside(r))
	}
	for _, m := range subjects.Marks {
		cells = append(cells, *b.Marks.Of(m))
	}
	return append(cells, b.Hours, b.AbsentHours, t.number(b.Frequency),
		t.number(b.FrequencyPlanned), b.AllowedLeft, t.alert(b))
}

// number is per cent as a spreadsheet calculates with them, "—" where no hours were given.
func (t *words) number(p *string) any {
	if p == nil {
		return t.sign("")
	}
	if n, err := strconv.ParseFloat(*p, 64); err == nil {
		return n
	}
	return *p
}

// cell is the name of a cell, both numbers from 1.
func cell(column, line int) (string, error) { return excelize.CoordinatesToCellName(column, line) }
