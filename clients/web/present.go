package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// maxCode is the most that a code may have been typed as, in bytes.
const maxCode = 32

// answer is the form as it came.
type answer struct {
	class   subjects.Class
	student subjects.Student
	code    string
	ticket  string
	sealed  string // the ticket as the form has it
	device  string
	id      string
	try     int
}

// present registers a presence, and sends the phone to a receipt.
func (g *Gateway) present(w http.ResponseWriter, r *http.Request) {
	a, problem := g.readAnswer(w, r)
	if problem != nil {
		g.again(w, r, http.StatusOK, a, problem)
		return
	}
	if a.typed() && g.limits.turns(a.class, a.device, source(r)) {
		why := languageOf(r).reason(subjects.TooMany)
		g.again(w, r, http.StatusOK, a, &why)
		return
	}
	if problem := g.outside(r, a); problem != nil {
		g.again(w, r, http.StatusOK, a, problem)
		return
	}
	reply, err := g.students.present(r.Context(), a)
	if unknown(err) {
		g.undecided(w, r, a, err)
		return
	}
	if reply.Reason == subjects.CodeWrong && a.typed() {
		g.limits.wrong(a.class, a.device, source(r))
	}
	g.decided(w, r, a, reply, err)
}

// readAnswer reads the form. The problem is what the student must mend.
func (g *Gateway) readAnswer(w http.ResponseWriter, r *http.Request) (a answer, problem *Reason) {
	l := languageOf(r)
	if err := r.ParseForm(); err != nil {
		return a, &Reason{What: l.TooLarge}
	}
	a = answer{
		code: strings.TrimSpace(r.PostFormValue("code")), sealed: r.PostFormValue("ticket"),
		device: g.device(w, r), id: r.PostFormValue("id"),
	}
	a.try, _ = strconv.Atoi(r.PostFormValue("try"))
	a.try = min(max(a.try, 1), maxTries)
	if !validID(a.id) {
		a.id, a.try = newID(), 1
	}
	var err error
	typed := r.PostFormValue("student")
	if a.student, err = subjects.ParseStudent(subjects.Unseparated(typed)); err != nil {
		problem = &Reason{What: l.BadNumber}
	}
	if a.class, err = subjects.ParseClass(strings.TrimSpace(r.PostFormValue("class"))); err != nil {
		problem = &Reason{What: l.BadClass}
	}
	if len(a.code) > maxCode || len(a.sealed) > maxTicket {
		return a, &Reason{What: l.TooLarge}
	}
	if problem == nil && !g.unsealed(&a) {
		why := l.reason(subjects.TicketWrong)
		problem = &why
	}
	return a, problem
}

// typed tells whether a code was typed, so that it may be a guess, whatever ticket comes
// with it.
func (a answer) typed() bool { return a.code != "" && guessable(a.code) }

// guessable tells whether a code is not one from the picture, as coordinators read it.
func guessable(code string) bool { return !subjects.Scanned(subjects.NormalCode(code)) }

// again shows the form once more, with what is to be mended. The id is kept: nothing has
// become of it.
func (g *Gateway) again(w http.ResponseWriter, r *http.Request, status int, a answer, problem *Reason) {
	p := formPage{Student: r.PostFormValue("student"), Ticket: a.sealed, Code: a.code, ID: a.id, Try: a.try, Problem: problem}
	if p.Class = strings.TrimSpace(r.PostFormValue("class")); a.class != 0 {
		p.Class = a.class.String()
	}
	switch {
	case a.class == 0:
		p.Wrong = "class"
	case a.student == "":
		p.Wrong = "student"
	}
	g.showForm(w, r, status, p)
}

// undecided answers when nobody knows whether the presence was registered: the same
// request may be sent again, and finds out.
func (g *Gateway) undecided(w http.ResponseWriter, r *http.Request, a answer, err error) {
	l := languageOf(r)
	problem := Reason{What: l.Unknown, Hint: l.HintUnknown}
	if errors.Is(err, clients.ErrOverloaded) || errors.Is(err, clients.ErrNoCoordinator) {
		problem = Reason{What: l.Refused, Hint: l.Busy}
	}
	w.Header().Set("Retry-After", "2")
	a.try++
	g.again(w, r, http.StatusServiceUnavailable, a, &problem)
}

// decided sends the phone to the receipt of what has become of the request. Who was
// registered is remembered.
func (g *Gateway) decided(w http.ResponseWriter, r *http.Request, a answer, reply subjects.Presence, err error) {
	if err != nil && reply.Reason == "" {
		g.cannot(w, r, a, err)
		return
	}
	if reply.Reason == "" {
		g.setCookie(w, studentCookie, string(a.student), remembered)
	}
	sealed := g.seals.seal(forReceipt, receiptOf(a, reply))
	http.Redirect(w, r, "/recibo/"+sealed, http.StatusSeeOther)
}

// cannot answers what the coordinator has refused for another cause than the roll call's.
func (g *Gateway) cannot(w http.ResponseWriter, r *http.Request, a answer, err error) {
	l := languageOf(r)
	problem := Reason{What: l.Refused}
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		problem = l.reason(said.Code)
	}
	g.again(w, r, http.StatusOK, a, &problem)
}

// unknown tells whether err leaves open what has become of a request, or says that nothing
// has, for now: then it is sent again.
func unknown(err error) bool {
	if err == nil {
		return false
	}
	_, judged := errors.AsType[*subjects.Error](err)
	return !judged
}
