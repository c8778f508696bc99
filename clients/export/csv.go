package export

import (
	"io"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// CSV writes the diary with each student's frequency, as the spreadsheets of a language take it:
// UTF-8 with a byte order mark, CRLF, the header first. In Portuguese there are semicolons, days
// as 03/08/2026 and decimal commas; in English commas, days as 2026-08-03 and points. No cell is
// a formula: one that would begin one has a ' before it. The error is that of w, or a zone that
// this machine does not know.
func (s *Semester) CSV(w io.Writer, l texts.Language) error {
	t := languages.In(l)
	d, err := s.Diary()
	if err != nil {
		return err
	}
	form := roster.Form{Comma: t.comma, CRLF: true, BOM: true}
	data, err := form.Encode(d.table(t))
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

func (d *Diary) table(t *words) [][]string {
	header := []string{t.student, t.name}
	for _, r := range d.Rolls {
		header = append(header, r.At.Format(t.minute))
	}
	header = append(header, t.hours, t.missed, t.frequency, t.mayMiss, t.remark)
	rows := [][]string{header}
	for i := range d.Rows {
		r := &d.Rows[i]
		cells := append([]string{string(r.Student), r.Name}, r.signs(t)...)
		rows = append(rows, append(cells, r.amounts(t)...))
	}
	return rows
}

// amounts are what a row ends with. What may be missed is never less than nothing, which a
// spreadsheet could take for a formula; the remark says by how much it was too many.
func (r *Row) amounts(t *words) []string {
	b := r.Balance
	if b == nil {
		none := t.sign("")
		return []string{none, none, none, none, t.aside(r)}
	}
	return []string{strconv.Itoa(b.Hours), strconv.Itoa(b.AbsentHours), t.percent(b.Frequency),
		strconv.Itoa(max(b.AllowedLeft, 0)), t.alert(b)}
}

// percent is a number with the point of the language, "—" where no hours were given.
func (t *words) percent(p *string) string {
	if p == nil {
		return t.sign("")
	}
	return strings.Replace(*p, ".", t.point, 1)
}

// alert is what is to be said of a student's absences.
func (t *words) alert(b *subjects.ReportLine) string {
	if b.Alert == subjects.AlertOver {
		return t.alerts[b.Alert] + " (" + strconv.Itoa(-b.AllowedLeft) + " h)"
	}
	if said, ok := t.alerts[b.Alert]; ok {
		return said
	}
	return string(b.Alert)
}
