package export

import (
	"embed"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// columnsOnSheet is how many roll calls a printed sheet has.
const columnsOnSheet = 40

//go:embed page.gohtml
var files embed.FS

var page = template.Must(template.ParseFS(files, "page.gohtml"))

// Page writes the diary to be printed and signed: HTML in one file, for A4 landscape, with 40
// roll calls in a part. A class that has more gets further parts, each with all students. On paper
// each page says of which class it is. The error is that of w, or a zone that this machine does not
// know.
func (s *Semester) Page(w io.Writer, l texts.Language) error {
	t := languages.In(l)
	d, err := s.Diary()
	if err != nil {
		return err
	}
	all := paper{Code: t.code, Title: s.title(t), Sheets: d.sheets(t),
		Words: d.printed(t, s.Report.Waived)}
	return page.Execute(w, &all)
}

// paper is what is printed.
type paper struct {
	Code, Title string
	Words       printed
	Sheets      []*printedSheet
}

// printed are the words and notes that are on each sheet.
type printed struct {
	Student, Name, Missed, Frequency, Page, Signature, Date string
	Facts, Legend, Notes                                    []string
}

type printedSheet struct {
	Number, Of int
	Last       bool
	Rolls      []printedRoll
	Blank      []struct{} // columns that are free
	Rows       []printedRow
}

// Columns counts those of the table: number, student, name, roll calls, and totals on the last.
func (p *printedSheet) Columns() int {
	n := 3 + len(p.Rolls) + len(p.Blank)
	if p.Last {
		n += 2
	}
	return n
}

type printedRoll struct{ Day, Clock, Hours string }

type printedRow struct {
	Number                           int
	Student, Name, Missed, Frequency string
	Unlisted, Over                   bool
	Signs                            []string
}

func (s *Semester) title(t *words) string {
	title := t.class + " " + strconv.Itoa(int(s.Report.Class))
	if s.Report.Name != "" {
		title += ": " + s.Report.Name
	}
	return title
}

// sheets splits the diary; there is one at least.
func (d *Diary) sheets(t *words) (all []*printedSheet) {
	parts := slices.Collect(slices.Chunk(d.Rolls, columnsOnSheet))
	if len(parts) == 0 {
		parts = [][]Column{nil}
	}
	day := t.dayMonth
	if d.SeveralYears() {
		day = t.day
	}
	for i, rolls := range parts {
		p := &printedSheet{Number: i + 1, Of: len(parts), Last: i == len(parts)-1,
			Blank: make([]struct{}, columnsOnSheet-len(rolls))}
		for _, r := range rolls {
			p.Rolls = append(p.Rolls, printedRoll{Day: r.At.Format(day),
				Clock: r.At.Format("15:04"), Hours: strconv.Itoa(r.Hours)})
		}
		for n := range d.Rows {
			p.Rows = append(p.Rows, d.Rows[n].printed(t, n+1, i*columnsOnSheet, len(rolls)))
		}
		all = append(all, p)
	}
	return all
}

// printed is a row with the signs of n roll calls, beginning with the one called first.
func (r *Row) printed(t *words, number, first, n int) printedRow {
	p := printedRow{Number: number, Student: string(r.Student), Name: r.Name,
		Signs: r.signs(t)[first : first+n], Missed: t.sign(""), Frequency: t.sign("")}
	if p.Unlisted = r.Balance == nil; p.Unlisted {
		p.Name = strings.TrimSpace(r.Name + " (" + t.aside(r) + ")")
		return p
	}
	p.Missed, p.Frequency = strconv.Itoa(r.Balance.AbsentHours), t.percent(r.Balance.Frequency)
	p.Over = r.Balance.Alert == subjects.AlertOver
	return p
}
