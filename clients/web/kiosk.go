package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// A kiosk stands at the door: whoever comes in swipes a card or types a number. It wants no
// code, for it is in the room, and shows nobody who has been there.

func (g *Gateway) kioskRoutes(mux *routes) {
	mux.HandleFunc("GET /kiosk", g.behind(&kiosks, g.kiosk))
	mux.HandleFunc("POST /kiosk", g.behind(&kiosks, g.kioskEntry))
	g.doorRoutes(mux, &kiosks)
}

type kioskPage struct {
	page
	Class    string
	Student  string // of an entry that nothing is known of yet
	ID       string // the entry's
	Try      int    // of it
	Said     entrySaid
	LoggedIn bool
}

// entry is one number at the kiosk.
type entry struct {
	class   subjects.Class
	student subjects.Student
	id      string
	try     int
}

// entrySaid is what became of an entry, as the kiosk shows it for two seconds. The number
// is masked.
type entrySaid struct {
	State  string `json:"state,omitempty"` // registered, already, refused or unknown
	Ending string `json:"ending"`
	What   string `json:"what,omitempty"`
	Hint   string `json:"hint,omitempty"`
}

// kiosk shows the field for a class, or asks for the class.
func (g *Gateway) kiosk(w http.ResponseWriter, r *http.Request, _ *session) {
	p := kioskPage{}
	if text := strings.TrimSpace(r.FormValue("class")); text != "" {
		class, err := subjects.ParseClass(text)
		if err != nil {
			l := languageOf(r)
			g.problem(w, r, http.StatusNotFound, l.BadClass, l.Kiosk.HintNotFound)
			return
		}
		p.Class = class.String()
	}
	if sealed := r.FormValue("feito"); sealed != "" {
		_ = g.seals.open(forEntry, sealed, &p.Said) // a forged one says nothing
	}
	g.showKiosk(w, r, http.StatusOK, p)
}

func (g *Gateway) showKiosk(w http.ResponseWriter, r *http.Request, status int, p kioskPage) {
	p.page, p.LoggedIn = g.newPage(w, r), g.cfg.LogIn != nil
	if p.ID == "" {
		p.ID, p.Try = newID(), 1
	}
	g.show(w, r, status, "kiosk.html", p)
}

// kioskEntry registers one number. Without a script the page comes again with what became
// of it, in place of the number.
func (g *Gateway) kioskEntry(w http.ResponseWriter, r *http.Request, s *session) {
	e, problem := readEntry(r)
	said := entrySaid{State: "refused", Ending: ending(e.student), What: problem}
	status := http.StatusOK
	if problem == "" {
		status, said = g.enterAtKiosk(r, s, e)
	}
	switch {
	case strings.Contains(r.Header.Get("Accept"), "application/json"):
		answerKiosk(w, status, said)
	case status == http.StatusOK:
		http.Redirect(w, r, "/kiosk?class="+e.class.String()+"&feito="+
			g.seals.seal(forEntry, said), http.StatusSeeOther)
	default:
		g.showKiosk(w, r, status, kioskPage{Class: e.class.String(), Student: string(e.student),
			ID: e.id, Try: e.try + 1, Said: said})
	}
}

func answerKiosk(w http.ResponseWriter, status int, said entrySaid) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(said) // who has gone does not read it
}

// readEntry reads the form. The problem is in words.
func readEntry(r *http.Request) (e entry, problem string) {
	l := languageOf(r)
	e.id = formID(r)
	e.try, _ = strconv.Atoi(r.PostFormValue("try"))
	e.try = min(max(e.try, 1), maxTries/2)
	var err error
	if e.class, err = subjects.ParseClass(r.PostFormValue("class")); err != nil {
		return e, l.BadClass
	}
	typed := subjects.Unseparated(r.PostFormValue("student"))
	if e.student, err = subjects.ParseStudent(typed); err != nil {
		return e, l.BadNumber
	}
	return e, ""
}

// enterAtKiosk asks for the presence, and says what became of it with the status to
// answer: 503 when nobody knows, 403 when the login registers nobody.
func (g *Gateway) enterAtKiosk(r *http.Request, s *session, e entry) (int, entrySaid) {
	l := languageOf(r)
	reply, err := g.presentAtKiosk(r, s, e)
	said := entrySaid{State: "registered", Ending: ending(e.student)}
	why, ok := l.toStudents().Explain(err)
	switch {
	case errors.Is(err, clients.ErrForbidden):
		said.State, said.What = "unknown", l.Kiosk.LogInAgain
		return http.StatusForbidden, said
	case unknown(err):
		if !ok {
			why = l.reason(subjects.Unavailable)
		}
		said.State, said.What, said.Hint = "unknown", why.What, why.Hint
		return http.StatusServiceUnavailable, said
	case err != nil:
		if !ok {
			why.What = l.Refused
		}
		said.State, said.What, said.Hint = "refused", why.What, why.Hint
	case reply.Already:
		said.State = "already"
	}
	return http.StatusOK, said
}

// presentAtKiosk registers a student. Without logins nobody can tell a kiosk from a student,
// and a roll call wants its code; but this machine is the teacher's, which knows it.
func (g *Gateway) presentAtKiosk(r *http.Request, s *session, e entry) (subjects.Presence, error) {
	a := answer{class: e.class, student: e.student, id: e.id, try: 2*e.try - 1}
	reply, err := s.present(r.Context(), a)
	if g.cfg.LogIn != nil || !errors.Is(err, clients.ErrCodeMissing) {
		return reply, err
	}
	code, err := s.Code(r.Context(), e.class)
	if err != nil {
		return reply, err
	}
	a.code, a.try = code.QR, 2*e.try
	return s.present(r.Context(), a)
}
