package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

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

	access string // the code of the student's own login, as it was typed
	wanted bool   // it must be typed
}

// present registers a presence, and sends the phone to a receipt.
func (g *Gateway) present(w http.ResponseWriter, r *http.Request) {
	a, problem := g.readAnswer(w, r)
	if problem != nil {
		g.again(w, r, http.StatusOK, a, problem)
		return
	}
	g.countPhone(r, a.class)
	var reply subjects.Presence
	var err error
	visitOf(r).turn.aside(func() {
		reply, problem, err = g.register(r, a)
		if wantsLogin(err) {
			reply, problem, err = g.registerSelf(w, r, &a)
		}
	})
	switch {
	case problem != nil:
		g.again(w, r, http.StatusOK, a, problem)
	case unknown(err):
		g.undecided(w, r, a, err)
	default:
		g.decided(w, r, a, reply, err)
	}
}

// register asks for the presence, within the limits of what may be guessed. The problem is
// why it has not asked.
func (g *Gateway) register(r *http.Request, a answer) (reply subjects.Presence, problem *Reason,
	err error) {
	if typed(a.code) {
		guess, err := g.limits.enter(codeQuotas(a.class, a.device, source(r))...)
		if errors.Is(err, errTurnedAway) {
			why := languageOf(r).reason(subjects.TooMany)
			return reply, &why, nil
		}
		if err != nil {
			return reply, nil, err
		}
		defer func() { guess.finish(reply.Reason == subjects.CodeWrong) }()
	}
	if problem := g.outside(r, a); problem != nil {
		return reply, problem, nil
	}
	reply, err = g.students.present(r.Context(), a)
	return reply, nil, err
}

// readAnswer reads the form. The problem is what the student must mend.
func (g *Gateway) readAnswer(w http.ResponseWriter, r *http.Request) (a answer, problem *Reason) {
	l := languageOf(r)
	a = answer{
		code: codeInForm(r), sealed: r.PostFormValue("ticket"),
		device: g.device(w, r), id: r.PostFormValue("id"), access: r.PostFormValue("access"),
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
		a.sealed = ""
		return a, &Reason{What: l.TooLarge}
	}
	if why := g.unsealed(&a); why != "" && problem == nil {
		said := l.reason(why)
		problem = &said
	}
	return a, problem
}

func codeInForm(r *http.Request) string { return strings.TrimSpace(r.PostFormValue("code")) }

// typed tells whether a code was typed, so that it may be a guess, whatever ticket comes
// with it.
func typed(code string) bool { return code != "" && guessable(code) }

// guessable tells whether a code is not one from the picture, as coordinators read it.
func guessable(code string) bool { return !subjects.Scanned(subjects.NormalCode(code)) }

// again shows the form once more, with what is to be mended. The id is kept: nothing has
// become of it.
func (g *Gateway) again(w http.ResponseWriter, r *http.Request, status int, a answer,
	problem *Reason) {
	p := formPage{Student: r.PostFormValue("student"), Ticket: a.sealed, Code: a.code, ID: a.id,
		Try: a.try, Problem: problem, Access: a.wanted}
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
	problem, ok := l.toStudents().Explain(err)
	switch {
	case errors.Is(err, errCrowd):
		problem = Reason{What: l.Refused, Hint: l.Busy}
	case !ok:
		problem = l.reason(subjects.Unavailable)
	}
	w.Header().Set("Retry-After", "2")
	a.try++
	g.again(w, r, http.StatusServiceUnavailable, a, &problem)
}

// decided sends the phone to the receipt of what has become of the request. Who was
// registered is remembered.
func (g *Gateway) decided(w http.ResponseWriter, r *http.Request, a answer, reply subjects.Presence,
	err error) {
	if err != nil && reply.Reason == "" {
		g.cannot(w, r, a, err)
		return
	}
	shown := receiptOf(a, reply)
	shown.Zone = g.rooms.zone(a.class)
	if reply.Reason == "" {
		g.setCookie(w, studentCookie, string(a.student), remembered)
		shown.Crowd = g.crowded(w, r, reply)
	}
	g.sendReceipt(w, r, shown)
}

// cannot answers what the coordinator has refused for another cause than the roll call's.
func (g *Gateway) cannot(w http.ResponseWriter, r *http.Request, a answer, err error) {
	l := languageOf(r)
	problem, ok := l.toStudents().Explain(err)
	if said, judged := errors.AsType[*subjects.Error](err); judged && !ok {
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
