package web

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/subjects"
)

// maxColumns is how many roll calls the table of a semester shows, the latest ones.
const maxColumns = 40

// span is the part of a semester that is wanted, as it was typed.
type span struct{ From, Until, Planned string }

func spanOf(r *http.Request) span {
	typed := func(name string) string { return strings.TrimSpace(r.FormValue(name)) }
	return span{typed("de"), typed("ate"), typed("previsto")}
}

// query is the span in an address.
func (s span) query() string {
	return url.Values{"de": {s.From}, "ate": {s.Until}, "previsto": {s.Planned}}.Encode()
}

// planned is the hours that were typed; zero: none were.
func (s span) planned() (int, error) {
	if s.Planned == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s.Planned)
	if err != nil || n < 1 {
		return 0, &subjects.Error{Code: subjects.InvalidField, Field: "planned"}
	}
	return n, nil
}

// semester reads the kept roll calls of a class, over the teacher's own connection.
func (s *session) semester(ctx context.Context, class subjects.Class, of span) (all export.Semester,
	err error) {
	planned, err := of.planned()
	if err != nil {
		return all, err
	}
	from, until := subjects.Date(of.From), subjects.Date(of.Until)
	all.Records, err = s.WholeRecords(ctx,
		subjects.RecordListRequest{Class: class, From: from, Until: until})
	if err != nil {
		return all, err
	}
	all.Report, err = s.Report(ctx, subjects.ReportRequest{Class: class, From: from, Until: until,
		Planned: planned})
	return all, err
}

// semesterPage is the semester of a class as its teacher sees it.
type semesterPage struct {
	page
	Class   subjects.Class
	List    subjects.ClassGot
	Span    span
	Problem string
	Saved   bool

	export.Semester
	Table        *export.Diary
	Older        int // roll calls that the table has no room for
	Void         []*subjects.Record
	Over, Near   int // students
	Changed      bool
	ID, Unlisted string
}

// semesterOf shows students by days, and what they have missed.
func (g *Gateway) semesterOf(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	g.showSemester(w, r, s, semesterPage{Class: class, Saved: r.URL.Query().Has("feito")})
}

func (g *Gateway) showSemester(w http.ResponseWriter, r *http.Request, s *session,
	p semesterPage) {
	p.page, p.Span, p.ID, p.Unlisted = g.newPage(w, r), spanOf(r), newID(), export.Unlisted
	status := http.StatusOK
	if err := p.read(r.Context(), s); err != nil && p.Problem == "" {
		p.Problem, status = g.recordFailure(r, err), statusOf(err)
	}
	g.show(w, r, status, "semester.html", &p)
}

// read fills in what is kept of the class.
func (p *semesterPage) read(ctx context.Context, s *session) (err error) {
	if p.List, err = known(ctx, s, p.Class); err != nil {
		return err
	}
	if p.Semester, err = s.semester(ctx, p.Class, p.Span); err != nil {
		return err
	}
	if p.Table, err = p.Diary(); err != nil {
		return err
	}
	p.Changed = !p.Agrees()
	p.Older = p.Table.Latest(maxColumns)
	for i := range p.Records {
		if p.Records[i].Void {
			p.Void = append(p.Void, &p.Records[i])
		}
	}
	for i := range p.Report.Students {
		switch p.Report.Students[i].Alert {
		case subjects.AlertOver:
			p.Over++
		case subjects.AlertNear:
			p.Near++
		}
	}
	return nil
}

// Narrowed tells whether something was typed of days and hours.
func (p *semesterPage) Narrowed() bool { return p.Span != span{} }

// Lost tells whether students may be missing in a roll call that the table shows.
func (p *semesterPage) Lost() bool {
	return slices.ContainsFunc(p.Records, func(r subjects.Record) bool { return r.Lost })
}

// keepRecords has the class keep its roll calls from now on.
func (g *Gateway) keepRecords(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	p := semesterPage{Class: class}
	got, err := s.Class(r.Context(), class)
	if err == nil {
		got.Keep.On = true
		got.Hours, err = number(r.PostFormValue("hours"), "hours", got.Hours)
	}
	if err == nil {
		_, err = s.PutClass(r.Context(), subjects.PutRequest{Class: class,
			ClassList: got.ClassList, Revision: got.Revision}, clients.ID("w-"+formID(r)))
	}
	if err != nil {
		p.Problem = g.recordFailure(r, err)
		g.showSemester(w, r, s, p)
		return
	}
	http.Redirect(w, r, "/professor/"+class.String()+"/semestre?feito", http.StatusSeeOther)
}

// number is what was typed into a field, or what it is when nothing was.
func number(typed, field string, otherwise int) (int, error) {
	if typed = strings.TrimSpace(typed); typed == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		return 0, &subjects.Error{Code: subjects.InvalidField, Field: field}
	}
	return n, nil
}

// recordFailure says in words why nothing has become of what was asked about records.
func (g *Gateway) recordFailure(r *http.Request, err error) string {
	l := languageOf(r)
	if f, ok := errors.AsType[*clients.ForbiddenError](err); ok && !f.Denied {
		return l.RecordErrors[string(subjects.Forbidden)]
	}
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		key := string(said.Code)
		if said.Field != "" {
			key = said.Field
		}
		if text, ok := l.RecordErrors[key]; ok {
			return text
		}
	}
	return g.failure(r, err)
}

// tableCell is a cell as the table shows it: its class of colour, and its sign.
type tableCell struct{ Class, Sign string }

// Cell is how a cell of the table looks.
func (p *semesterPage) Cell(c export.Cell) tableCell {
	switch {
	case c.Unlisted:
		return tableCell{"unlisted", export.Unlisted}
	case c.Mark == "":
		return tableCell{"none", p.L.Sign("")}
	default:
		return tableCell{string(c.Mark), p.L.Sign(c.Mark)}
	}
}

// Days is how the table writes its days, a layout of package time.
func (p *semesterPage) Days() string {
	if p.Table.SeveralYears() {
		return p.L.DayYear
	}
	return p.L.DayMonth
}

// Query is the span in an address that a template writes.
func (p *semesterPage) Query() template.URL { return template.URL(p.Span.query()) }

// Named is what a format is called.
func (p *semesterPage) Named(ending string) string {
	if ending == "html" {
		return p.L.Diary
	}
	return strings.ToUpper(ending)
}
