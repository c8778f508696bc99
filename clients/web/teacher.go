package web

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/chamada/chamada/subjects"
)

// teacherRoutes are the pages of who holds a roll call.
func (g *Gateway) teacherRoutes(mux *http.ServeMux) {
	for pattern, page := range map[string]func(http.ResponseWriter, *http.Request, *session){
		"GET /professor":                    g.classes,
		"POST /professor/abrir":             g.openRoll,
		"GET /professor/{class}":            g.ofClass(g.rollPage),
		"GET /professor/{class}/lista":      g.ofClass(g.lastPage),
		"GET /professor/{class}/projetor":   g.ofClass(g.projector),
		"GET /professor/{class}/eventos":    g.ofClass(g.stream),
		"POST /professor/{class}/encerrar":  g.ofClass(g.endRoll),
		"POST /professor/{class}/verificar": g.ofClass(g.nextCheck),
		"POST /professor/{class}/marcar":    g.ofClass(g.markStudent),
	} {
		mux.HandleFunc(pattern, g.teaching(page))
	}
	mux.HandleFunc("POST /professor/entrar", g.enter)
	mux.HandleFunc("POST /professor/sair", g.leave)
}

// ofClass is a page of the class in the address.
func (g *Gateway) ofClass(
	page func(http.ResponseWriter, *http.Request, *session, subjects.Class),
) func(http.ResponseWriter, *http.Request, *session) {
	return func(w http.ResponseWriter, r *http.Request, s *session) {
		class, err := subjects.ParseClass(r.PathValue("class"))
		if err != nil {
			g.notFound(w, r)
			return
		}
		page(w, r, s, class)
	}
}

// teaching lets in who has logged in or, without logins, who sits at this machine.
func (g *Gateway) teaching(page func(http.ResponseWriter, *http.Request, *session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l := languageOf(r)
		if g.cfg.LogIn == nil && !g.here(r) {
			g.problem(w, r, http.StatusForbidden, l.Elsewhere, l.HintElsewhere)
			return
		}
		s, err := g.sessions.get(r)
		switch {
		case errors.Is(err, errLoggedOut):
			g.dropCookie(w, sessionCookie)
			g.show(w, r, http.StatusUnauthorized, "login.html", loginPage{page: g.newPage(w, r)})
		case err != nil:
			w.Header().Set("Retry-After", "2")
			g.problem(w, r, http.StatusServiceUnavailable, l.Busy, "")
		default:
			page(w, r, s)
		}
	}
}

// forwarders are the headers by which proxies say that they ask for somebody else.
var forwarders = []string{"Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip"}

// forwarded tells whether a proxy says that it has forwarded a request, whatever it says
// of whom.
func forwarded(h http.Header) bool {
	for name := range h {
		if strings.HasPrefix(name, "X-Forwarded") || slices.Contains(forwarders, name) {
			return true
		}
	}
	return false
}

// here tells whether a request comes from this machine, from somebody who has typed that
// it is this one: a page of elsewhere that has its name point here is not.
func (g *Gateway) here(r *http.Request) bool {
	from, _, _ := net.SplitHostPort(r.RemoteAddr)
	return !forwarded(r.Header) && loopback(from) && g.called(r.Host)
}

// called tells whether host is what this machine may be called.
func (g *Gateway) called(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	return strings.EqualFold(host, "localhost") || loopback(host) || slices.ContainsFunc(g.cfg.Names, func(n string) bool {
		return strings.EqualFold(n, host)
	})
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

type loginPage struct {
	page
	Login   string
	Problem string
}

// wrongLogins are for one login, from one source, within wrongWithin.
const wrongLogins = 10

// enter logs a teacher in, with a session that is new.
func (g *Gateway) enter(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	if g.cfg.LogIn == nil {
		http.Redirect(w, r, "/professor", http.StatusSeeOther)
		return
	}
	typed := loginPage{page: g.newPage(w, r), Login: subjects.Pasted(r.PostFormValue("login")), Problem: l.BadLogin}
	key := "l " + source(r) + " " + typed.Login // of one login: others come from there as well
	if g.limits.full(key) {
		typed.Problem = l.reason(subjects.TooMany).What
		g.show(w, r, http.StatusTooManyRequests, "login.html", typed)
		return
	}
	made := login{typed.Login, r.PostFormValue("code"), g.cfg.Now().Add(sessionLasts).Unix()}
	_, err := g.sessions.connected(r.Context(), made)
	switch {
	case errors.Is(err, errLoggedOut):
		g.limits.add(key, wrongLogins)
		g.show(w, r, http.StatusUnauthorized, "login.html", typed)
	case err != nil:
		typed.Problem = l.Busy
		g.show(w, r, http.StatusServiceUnavailable, "login.html", typed)
	default:
		g.setCookie(w, sessionCookie, g.seals.seal(forSession, made), sessionLasts)
		http.Redirect(w, r, "/professor", http.StatusSeeOther)
	}
}

func (g *Gateway) leave(w http.ResponseWriter, r *http.Request) {
	g.dropCookie(w, sessionCookie)
	http.Redirect(w, r, "/professor", http.StatusSeeOther)
}

type classesPage struct {
	page
	LoggedIn bool
	Rolls    []subjects.OpenRoll
	Problem  string
	ID       string
	Every    int
}

// codeEvery is how often a code changes, in seconds, where nobody says otherwise.
const codeEvery = 30

// classes shows what is open, and a form to open a roll call.
func (g *Gateway) classes(w http.ResponseWriter, r *http.Request, s *session) {
	g.showClasses(w, r, s, http.StatusOK, "")
}

func (g *Gateway) showClasses(w http.ResponseWriter, r *http.Request, s *session, status int, problem string) {
	p := classesPage{page: g.newPage(w, r), LoggedIn: g.cfg.LogIn != nil, Problem: problem, ID: newID(), Every: codeEvery}
	open, err := s.OpenRolls(r.Context())
	if err != nil && problem == "" {
		p.Problem = g.failure(r, err)
	}
	p.Rolls = open.Rolls
	g.show(w, r, status, "classes.html", p)
}

// openRoll opens the roll call of a class and goes to its page. One that is open is gone to.
func (g *Gateway) openRoll(w http.ResponseWriter, r *http.Request, s *session) {
	class, err := subjects.ParseClass(strings.TrimSpace(r.PostFormValue("class")))
	if err != nil {
		g.showClasses(w, r, s, http.StatusOK, languageOf(r).BadClass)
		return
	}
	every := 0
	if r.PostFormValue("code") != "" {
		every = codeEvery
	}
	err = s.start(r.Context(), class, every, formID(r))
	if said, ok := errors.AsType[*subjects.Error](err); err != nil && !(ok && said.Code == subjects.AlreadyOpen) {
		g.showClasses(w, r, s, statusOf(err), g.failure(r, err))
		return
	}
	http.Redirect(w, r, "/professor/"+class.String(), http.StatusSeeOther)
}

// formID is the request's id in the form, or a new one.
func formID(r *http.Request) string {
	if id := r.PostFormValue("id"); validID(id) {
		return id
	}
	return newID()
}

// failure says in words why the coordinator has not done what was asked.
func (g *Gateway) failure(r *http.Request, err error) string {
	l := languageOf(r)
	said, ok := errors.AsType[*subjects.Error](err)
	switch {
	case !ok:
		return l.Unavailable
	case said.Code == subjects.NotOpen:
		return l.NotOpen
	case said.Code == subjects.AlreadyOpen:
		return l.AlreadyOpen
	case said.Code == subjects.InvalidField && said.Field == "reason":
		return l.BadReason
	case said.Code == subjects.Forbidden:
		return l.Forbidden
	default:
		return l.reason(said.Code).What
	}
}

func statusOf(err error) int {
	if unknown(err) {
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}
