package web

import (
	"errors"
	"net/http"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// rollPage is a roll call as its teacher sees it.
type rollPageData struct {
	page
	Class   subjects.Class
	Roll    subjects.Roll
	Sheet   sheet
	Choice  *choice // who may have been meant, when that is not clear
	Coded   bool
	Problem string
	Done    bool
	Found   bool             // it was open when it should be opened
	Marked  subjects.Student // with whom it was done, if with one
	Ended   bool
	ID      string
	Phones  int
	Closed  string // the address of the page for phones, where they do not reach it
}

// rollPage shows who is present, and what can be done.
func (g *Gateway) rollPage(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	g.showRoll(w, r, s, class, http.StatusOK, "", nil)
}

func (g *Gateway) showRoll(
	w http.ResponseWriter, r *http.Request, s *session, class subjects.Class, status int,
	problem string, unclear *choice,
) {
	var err error
	p := rollPageData{page: g.newPage(w, r), Class: class, Problem: problem, ID: newID(),
		Phones: g.rooms.phones(class), Choice: unclear}
	p.Done, p.Found = r.URL.Query().Has("feito"), r.URL.Query().Has("aberta")
	p.Marked, _ = subjects.ParseStudent(r.URL.Query().Get("feito"))
	p.Roll, err = s.List(r.Context(), class, true)
	if err != nil {
		g.withoutRoll(w, r, s, p, err)
		return
	}
	_, err = s.Code(r.Context(), class)
	p.Coded, p.Closed = err == nil, g.closed(r)
	g.showList(w, r, s, status, p)
}

// withoutRoll shows the list of the last roll call where none is open, else what is wrong.
func (g *Gateway) withoutRoll(w http.ResponseWriter, r *http.Request, s *session, p rollPageData,
	err error) {
	if errors.Is(err, clients.ErrNotOpen) {
		if last, e := s.Last(r.Context(), p.Class, true); e == nil {
			p.Roll, p.Ended, err = last, true, nil
		}
	}
	if err != nil {
		g.showClasses(w, r, s, statusOf(err), g.failure(r, err))
		return
	}
	g.showList(w, r, s, http.StatusOK, p)
}

// showList shows a roll call, with the names that there are.
func (g *Gateway) showList(w http.ResponseWriter, r *http.Request, s *session, status int,
	p rollPageData) {
	p.Sheet = g.sheet(r.Context(), s, p.Class, p.Roll.Roll)
	g.show(w, r, status, "roll.html", p)
}

// lastPage shows the list of the roll call that has ended last.
func (g *Gateway) lastPage(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	var err error
	p := rollPageData{page: g.newPage(w, r), Class: class, Ended: true, ID: newID()}
	if p.Roll, err = s.Last(r.Context(), class, true); err != nil {
		g.showClasses(w, r, s, statusOf(err), g.failure(r, err))
		return
	}
	g.showList(w, r, s, http.StatusOK, p)
}

// another tells whether the class has by now another roll call open than the one that the form
// is about. A form that names none, or comes again when its roll call has ended, is let through:
// the bus answers it.
func another(r *http.Request, s *session, class subjects.Class) bool {
	was := r.PostFormValue("roll")
	if was == "" {
		return false
	}
	now, err := s.List(r.Context(), class, false)
	return err == nil && now.Roll != was
}

// change does one thing to a roll call, and shows the roll call again.
func (g *Gateway) change(
	w http.ResponseWriter, r *http.Request, s *session, class subjects.Class, do func() error,
	to string,
) {
	if another(r, s, class) {
		g.showRoll(w, r, s, class, http.StatusConflict, languageOf(r).OtherRoll, nil)
		return
	}
	if err := do(); err != nil {
		g.showRoll(w, r, s, class, statusOf(err), g.failure(r, err), nil)
		return
	}
	http.Redirect(w, r, "/professor/"+class.String()+to, http.StatusSeeOther)
}

func (g *Gateway) endRoll(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	g.change(w, r, s, class, func() error {
		_, err := s.End(r.Context(), class, true, clients.ID("w-"+formID(r)))
		if err == nil && noneOpen(r, s, class) {
			g.rooms.over(class)
		}
		return err
	}, "/lista")
}

// noneOpen tells whether the class has no roll call open. A form that is sent again is answered as
// the first time, also while the next one is open.
func noneOpen(r *http.Request, s *session, class subjects.Class) bool {
	_, err := s.List(r.Context(), class, false)
	return errors.Is(err, clients.ErrNotOpen)
}

func (g *Gateway) nextCheck(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	g.change(w, r, s, class, func() error {
		_, err := s.Check(r.Context(), class, clients.ID("w-"+formID(r)))
		return err
	}, "?feito")
}
