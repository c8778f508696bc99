package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// paperPage is the form for a roll call that was taken on paper.
type paperPage struct {
	page
	Class   subjects.Class
	List    subjects.ClassGot
	Problem string
	ID      string

	// What was typed.
	Day, Started, Ended, Hours, Others, Reason string
	Came                                       []string
}

// WasThere tells whether somebody was said to have been there.
func (p *paperPage) WasThere(s subjects.Student) bool { return slices.Contains(p.Came, string(s)) }

// paperForm shows the form.
func (g *Gateway) paperForm(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	g.showPaper(w, r, s, http.StatusOK, paperPage{Class: class, ID: newID()})
}

func (g *Gateway) showPaper(w http.ResponseWriter, r *http.Request, s *session, status int,
	p paperPage) {
	var err error
	p.page = g.newPage(w, r)
	if p.List, err = s.Class(r.Context(), p.Class); err != nil && p.Problem == "" {
		p.Problem, status = g.recordFailure(r, err), statusOf(err)
	}
	g.show(w, r, status, "paper.html", &p)
}

// addPaper adds the roll call to the records, and goes there.
func (g *Gateway) addPaper(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	roomy(w, r, maxUpload) // a large class has many names
	if err := r.ParseForm(); err != nil {
		g.unread(w, r, err)
		return
	}
	p := paperPage{Class: class, ID: newID(), Day: r.PostFormValue("day"),
		Started: r.PostFormValue("started"), Ended: r.PostFormValue("ended"),
		Hours: r.PostFormValue("hours"), Others: r.PostFormValue("others"),
		Reason: r.PostFormValue("reason"), Came: r.PostForm["student"]}
	var added subjects.RecordAdded
	got, err := s.Class(r.Context(), class)
	if err == nil {
		var q subjects.AddRequest
		if q, err = p.request(got.Zone); err == nil && g.over(q.Started, got.ClassList) {
			err = &subjects.Error{Code: subjects.InvalidField, Field: fieldOver}
		}
		if err == nil {
			added, err = s.AddRecord(r.Context(), q, clients.ID("w-"+formID(r)))
		}
	}
	if err != nil {
		if p.Problem = g.recordFailure(r, err); unknown(err) {
			p.ID = formID(r) // nobody knows what has become of it
		}
		g.showPaper(w, r, s, statusOf(err), p)
		return
	}
	http.Redirect(w, r, "/professor/"+class.String()+"/registro/"+added.Roll+"?feito",
		http.StatusSeeOther)
}

// fieldOver is for a lesson of which the class keeps nothing any more.
const fieldOver = "over"

// over tells whether a lesson of that time would be erased at once.
func (g *Gateway) over(at subjects.Time, list subjects.ClassList) bool {
	zone, err := subjects.Location(list.Zone)
	return err == nil && list.Keep.Over(at, subjects.At(g.cfg.Now()), zone)
}

// request is what the form asks for, by the clocks of the class.
func (p *paperPage) request(named string) (q subjects.AddRequest, err error) {
	q = subjects.AddRequest{Class: p.Class, Reason: p.Reason}
	zone, err := subjects.Location(named)
	if err != nil {
		return q, err
	}
	for _, one := range []struct {
		at    *subjects.Time
		typed string
		field string
	}{{&q.Started, p.Started, "started"}, {&q.Ended, p.Ended, "ended"}} {
		at, err := time.ParseInLocation("2006-01-02 15:04", p.Day+" "+one.typed, zone)
		if err != nil {
			return q, &subjects.Error{Code: subjects.InvalidField, Field: one.field}
		}
		*one.at = subjects.At(at)
	}
	if q.Hours, err = number(p.Hours, "hours", 0); err != nil {
		return q, err
	}
	for _, typed := range append(slices.Clone(p.Came), strings.Fields(p.Others)...) {
		student, err := subjects.ParseStudent(typed)
		if err != nil {
			return q, &subjects.Error{Code: subjects.InvalidField, Field: "students"}
		}
		q.Students = append(q.Students, student)
	}
	return q, nil
}
