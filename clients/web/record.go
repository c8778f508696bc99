package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/subjects"
)

// recordPage is what became of one roll call, with a form that corrects it.
type recordPage struct {
	page
	Class   subjects.Class
	Record  subjects.Record
	Form    *correction // of a student; nil: none is chosen
	Whole   correction  // of the whole roll call
	Problem string
	Saved   bool
	ID      string
}

// correction is a correction as it was typed.
type correction struct {
	Student                   subjects.Student
	Name                      string
	Mark, Hours, Void, Reason string
	Revision                  string
	Conflict                  bool // the record has changed since it was seen
	Now                       subjects.Mark
	Missed                    int
}

// recordOf shows what became of a roll call.
func (g *Gateway) recordOf(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	p := recordPage{Class: class, Saved: r.URL.Query().Has("feito"), ID: newID()}
	if student, err := subjects.ParseStudent(r.URL.Query().Get("aluno")); err == nil {
		p.Form = &correction{Student: student}
	}
	g.showRecord(w, r, s, http.StatusOK, p)
}

func (g *Gateway) showRecord(w http.ResponseWriter, r *http.Request, s *session, status int,
	p recordPage) {
	roll := r.PathValue("roll")
	if !subjects.ValidRoll(roll) {
		g.notFound(w, r)
		return
	}
	var err error
	p.page = g.newPage(w, r)
	if p.Record, err = s.Record(r.Context(), p.Class, roll); err != nil {
		g.noRecord(w, r, err)
		return
	}
	p.complete()
	g.show(w, r, status, "record.html", &p)
}

// noRecord says why there is no record to show.
func (g *Gateway) noRecord(w http.ResponseWriter, r *http.Request, err error) {
	status := http.StatusServiceUnavailable
	if said, ok := errors.AsType[*subjects.Error](err); ok && said.Code.Status() != 0 {
		status = said.Code.Status()
	}
	g.problem(w, r, status, g.recordFailure(r, err), "")
}

// complete fills in what the forms begin with, where nothing was typed yet.
func (p *recordPage) complete() {
	if p.Whole.Revision == "" {
		p.Whole.Revision, p.Whole.Hours = p.Record.Revision, strconv.Itoa(p.Record.Hours)
		p.Whole.Void = strconv.FormatBool(p.Record.Void)
	}
	f := p.Form
	if f == nil {
		return
	}
	for i := range p.Record.Students {
		if line := &p.Record.Students[i]; line.Student == f.Student {
			f.Name, f.Now, f.Missed = p.L.Named(*line), line.Mark, line.AbsentHours
			if f.Revision == "" {
				f.Revision, f.Mark = p.Record.Revision, string(line.Mark)
			}
			return
		}
	}
	p.Form = nil // nobody on that day's list
}

// At is an instant as the clocks of the class show it, and which they are.
func (p *recordPage) At(at subjects.Time) string {
	return p.L.inClass(&p.Record, at) + " (" + ahead(byClocks(p.Record.Zone, at)) + ")"
}

// Clock is the hour of an instant.
func (p *recordPage) Clock(at subjects.Time) string {
	return byClocks(p.Record.Zone, at).Format("15:04")
}

// inClass is an instant as the clocks of a record's class show it.
func (l *words) inClass(r *subjects.Record, at subjects.Time) string {
	return byClocks(r.Zone, at).Format(l.Minute)
}

// DayOf is when a roll call was opened.
func (l *words) DayOf(r *subjects.Record) string { return l.inClass(r, r.Started) }

// State is what the roll call counts.
func (p *recordPage) State() subjects.RollState {
	return subjects.RollState{Hours: p.Record.Hours, Void: p.Record.Void}
}

// Total is how many have a mark.
func (p *recordPage) Total(m subjects.Mark) int { return *p.Record.Totals.Of(m) }

// Inactive is how many have a mark here, and no line in the file for Moodle.
func (p *recordPage) Inactive() int { return export.Inactive(&p.Record) }

// Told is a correction of a student in words.
func (p *recordPage) Told(c subjects.Correction) string { return p.L.told(c, p.At(c.Time)) }

// told is a correction of a student in words: what was, what is, when, by whom and why.
func (l *words) told(c subjects.Correction, at string) string {
	after := l.Sign(c.After) + " (" + l.say(l.Hours_, c.Hours) + ")"
	return l.say(l.History, l.Sign(c.Before), after, at, l.By(c.By), c.Reason)
}

// ToldOfRoll is a correction of the whole roll call in words.
func (p *recordPage) ToldOfRoll(c subjects.RollCorrection) string {
	return p.L.say(p.L.History, p.L.State(c.Before), p.L.State(c.After), p.At(c.Time), p.L.By(c.By),
		c.Reason)
}

// correct corrects a mark, or what the roll call counts, over what the teacher has seen.
func (g *Gateway) correct(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	typed := correction{Student: subjects.Student(r.PostFormValue("student")),
		Mark: r.PostFormValue("mark"), Hours: r.PostFormValue("hours"),
		Void: r.PostFormValue("void"), Reason: r.PostFormValue("reason"),
		Revision: r.PostFormValue("revision")}
	q, err := typed.request(class, r.PathValue("roll"))
	if err == nil {
		_, err = s.Correct(r.Context(), q, clients.ID("w-"+formID(r)))
	}
	if err != nil {
		g.uncorrected(w, r, s, class, typed, err)
		return
	}
	to := "/professor/" + class.String() + "/registro/" + q.Roll + "?feito"
	if q.Student != "" {
		to += "#s" + string(q.Student)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// request is what a form asks for.
func (c *correction) request(class subjects.Class, roll string) (q subjects.CorrectRequest,
	err error) {
	q = subjects.CorrectRequest{Class: class, Roll: roll, Student: c.Student, Reason: c.Reason,
		Revision: c.Revision}
	if c.Hours != "" {
		hours, err := number(c.Hours, "hours", 0)
		if err != nil {
			return q, err
		}
		q.Hours = &hours
	}
	if c.Student != "" {
		mark := subjects.Mark(c.Mark)
		q.Mark = &mark
		return q, nil
	}
	void := c.Void == "true"
	q.Void = &void
	return q, nil
}

// uncorrected shows the form again as it was typed, and why nothing has become of it. After a
// conflict it is over what is there now; while nobody knows what has become of it, the form
// has the same id, and may be sent again.
func (g *Gateway) uncorrected(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class, typed correction, err error) {
	p := recordPage{Class: class, Problem: g.recordFailure(r, err), ID: newID()}
	if unknown(err) {
		p.ID = formID(r)
	}
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		switch {
		case said.Code == subjects.Conflict && said.Now != nil:
			typed.Conflict, typed.Revision = true, said.Now.Revision
			p.Problem = languageOf(r).Conflict
		case said.Code == subjects.NoRecord && typed.Student != "":
			p.Problem = languageOf(r).RecordErrors["student"]
		}
	}
	if typed.Student != "" {
		p.Form = &typed
	} else {
		p.Whole = typed
	}
	g.showRecord(w, r, s, statusOf(err), p)
}
