package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// formPage is the student's form, with what is known already.
type formPage struct {
	page
	Class     string
	Roll      string // and which check of it: what a request's id is for
	Code      string // as it was typed
	Ticket    string // of a scan: the code need not be typed
	Student   string // who was typed, or whom the phone remembers
	Known     bool   // the phone remembers the student: one tap
	Forgotten bool   // the phone has just been told to forget the student
	Strange   bool   // the phone has no name yet, and is counted when it says the one it gets
	ID        string // the request's
	Try       int    // of it
	Access    bool   // the class wants the student's own login: its code is asked for
	Problem   *Reason
	Wrong     string // the field that is to be mended, where it is one
}

// form shows the form, for any class or for the one in the address.
func (g *Gateway) form(w http.ResponseWriter, r *http.Request) {
	class := r.PathValue("class")
	if class != "" {
		if _, err := subjects.ParseClass(class); err != nil {
			g.notFound(w, r)
			return
		}
	}
	g.device(w, r)
	p := formPage{Class: class}
	if class, err := subjects.ParseClass(class); err == nil {
		p.Strange = !g.countPhone(r, class)
	}
	g.showForm(w, r, http.StatusOK, p)
}

// countPhone counts the phone for a class by the name that it has, if it has one: who
// keeps none would be counted at each visit.
func (g *Gateway) countPhone(r *http.Request, class subjects.Class) bool {
	device := cookie(r, deviceCookie)
	if !validID(device) {
		return false
	}
	g.rooms.opened(class, device)
	return true
}

// arrived is what the script of a phone says that has just got a name.
func (g *Gateway) arrived(w http.ResponseWriter, r *http.Request) {
	if class, err := subjects.ParseClass(r.PostFormValue("class")); err == nil {
		g.countPhone(r, class)
	}
	w.WriteHeader(http.StatusNoContent)
}

// showForm fills in what nobody has said.
func (g *Gateway) showForm(w http.ResponseWriter, r *http.Request, status int, p formPage) {
	if known := rememberedStudent(r); p.Student == "" && known != "" && !p.Forgotten {
		p.Student, p.Known = string(known), true
	}
	if p.ID == "" {
		p.ID, p.Try = newID(), 1
	}
	p.page = g.newPage(w, r)
	g.show(w, r, status, "form.html", p)
}

// scan is what a phone opens that has read the QR: the server sees now that the code was
// seen, and gives a ticket for it, so that slow fingers and slow networks are not late.
func (g *Gateway) scan(w http.ResponseWriter, r *http.Request) {
	class, err := subjects.ParseClass(r.PathValue("class"))
	code := strings.ToUpper(codeInPath(r))
	if err != nil || len(code) > maxCode {
		g.notFound(w, r)
		return
	}
	device := g.device(w, r)
	if r.Method == http.MethodHead { // somebody looks whether the page is there
		return
	}
	p := formPage{Class: class.String(), Strange: !g.countPhone(r, class)}
	var scanned subjects.Ticket
	visitOf(r).turn.aside(func() { scanned, err = g.seen(r, class, code, device) })
	switch {
	case err == nil:
		p.Ticket = g.seals.seal(forTicket, ticket{class, scanned.Ticket})
		p.Roll = scanned.Roll + "." + strconv.Itoa(scanned.Check)
	case errors.Is(err, clients.ErrNoCode):
	case scanned.Reason != "":
		why := languageOf(r).reason(scanned.Reason)
		p.Problem = &why
	default: // nothing is known of the code: it goes with the presence instead
		p.Code = code
	}
	g.showForm(w, r, http.StatusOK, p)
}

// seen asks for the ticket of a code. The digits alone may stand in an address too: there
// they are a guess like any that is typed into the form.
func (g *Gateway) seen(r *http.Request, class subjects.Class, code,
	device string) (t subjects.Ticket, err error) {
	guess, err := g.guess(r, class, code, device)
	if err != nil {
		if errors.Is(err, errTurnedAway) {
			t.Reason = subjects.TooMany
		}
		return t, err
	}
	t, err = g.students.scan(r.Context(), class, code, device)
	guess.finish(t.Reason == subjects.CodeWrong)
	return t, err
}

// guess takes room for a code that was typed; none is needed for what was scanned.
func (g *Gateway) guess(r *http.Request, class subjects.Class, code,
	device string) (*trial, error) {
	if !guessable(code) {
		return nil, nil
	}
	return g.limits.enter(codeQuotas(class, device, source(r))...)
}

// forget makes the phone forget who has used it, their login as well. What it has scanned is the
// phone's, not theirs: the form comes again with it, and asks for the number alone.
func (g *Gateway) forget(w http.ResponseWriter, r *http.Request) {
	g.dropCookie(w, studentCookie)
	g.end(w, r, &students)
	class, err := subjects.ParseClass(r.FormValue("class"))
	if err != nil {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	seen := answer{class: class, code: r.PostFormValue("code"), sealed: r.PostFormValue("ticket")}
	if seen.code+seen.sealed == "" || len(seen.code) > maxCode || len(seen.sealed) > maxTicket ||
		g.unsealed(&seen) != "" {
		http.Redirect(w, r, "/"+class.String(), http.StatusSeeOther)
		return
	}
	g.showForm(w, r, http.StatusOK, formPage{Class: class.String(), Code: seen.code,
		Ticket: seen.sealed, Roll: r.PostFormValue("roll"), Forgotten: true})
}
