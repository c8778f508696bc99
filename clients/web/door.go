package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// door is what pages of one kind stand behind: a login, with a session of its own, so that
// a tablet's is no teacher's.
type door struct {
	page    string // where it leads
	cookie  string
	purpose purpose       // of the seal on the cookie
	lasts   time.Duration // how long one stays logged in
	// asks is forbidden to every login that is of no use behind the door, which is turned away
	// there, in words.
	asks  func(context.Context, *session) error
	other func(*words) string
	// back is what the first page behind the door is called, and says how to find a page there.
	back func(*words) (name, hint string)
}

var (
	teachers = door{"/professor", sessionCookie, forSession, 12 * time.Hour, seesRolls,
		func(l *words) string { return l.OtherDoor },
		func(l *words) (name, hint string) { return l.Classes, l.HintNotFoundTeacher }}
	// A tablet hangs at the door of a room for weeks; its login can be renewed or removed.
	kiosks = door{"/kiosk", kioskCookie, forKiosk, 30 * 24 * time.Hour, registersOthers,
		func(l *words) string { return l.Kiosk.OtherDoor },
		func(l *words) (name, hint string) { return l.Kiosk.Title, l.Kiosk.HintNotFound }}
)

// doorOf is the door that an address is behind, nil where students come.
func doorOf(r *http.Request) *door {
	for _, d := range []*door{&teachers, &kiosks} {
		if r.URL.Path == d.page || strings.HasPrefix(r.URL.Path, d.page+"/") {
			return d
		}
	}
	return nil
}

// seesRolls asks what teachers and admins may ask.
func seesRolls(ctx context.Context, s *session) error {
	_, err := s.OpenRolls(ctx)
	return err
}

// registersOthers asks what teachers may ask, and what students may. A kiosk may neither, and no
// request but a presence is its own: who came in with another login would be told at the first card
// only, when somebody stands there.
func registersOthers(ctx context.Context, s *session) error {
	for _, ask := range []func(context.Context, *session) error{seesRolls, seesOwn} {
		switch err := ask(ctx, s); {
		case err == nil:
			return clients.ErrForbidden
		case !errors.Is(err, clients.ErrForbidden):
			return err
		}
	}
	return nil
}

// turnsAway tells whether a login is of no use behind the door. While nobody answers, that
// is not known, and it comes in.
func (d *door) turnsAway(ctx context.Context, s *session) bool {
	return errors.Is(d.asks(ctx, s), clients.ErrForbidden)
}

func (g *Gateway) doorRoutes(mux *routes, d *door) {
	mux.HandleFunc("POST "+d.page+"/entrar", g.enter(d))
	mux.HandleFunc("POST "+d.page+"/sair", g.logout(d))
}

// behind lets in teachers with a session or, without logins, anybody at this machine.
func (g *Gateway) behind(
	d *door, page func(http.ResponseWriter, *http.Request, *session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if g.cfg.LogIn == nil && !g.here(r) {
			g.elsewhere(w, r)
			return
		}
		s, err := g.sessionsOf(d).get(r, d)
		switch {
		case errors.Is(err, errLoggedOut):
			g.dropCookie(w, d.cookie)
			problem := ""
			if r.Method == http.MethodPost {
				problem = languageOf(r).SessionOver
			}
			g.showLogin(w, r, d, http.StatusUnauthorized, "", problem)
		case err != nil:
			w.Header().Set("Retry-After", "2")
			g.problem(w, r, http.StatusServiceUnavailable, languageOf(r).Busy, "")
		default:
			page(w, r, s)
		}
	}
}

type loginPage struct {
	page
	Door    string // where it leads
	Class   string // and to which class there
	Login   string
	Problem string
}

func (g *Gateway) showLogin(w http.ResponseWriter, r *http.Request, d *door, status int,
	typed, problem string) {
	g.show(w, r, status, "login.html",
		loginPage{g.newPage(w, r), d.page, r.FormValue("class"), typed, problem})
}

// wrongLogins are for one login, from one source, within wrongWithin.
const wrongLogins = 10

// enter logs somebody in, with a session that is new.
func (g *Gateway) enter(d *door) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if g.cfg.LogIn == nil {
			http.Redirect(w, r, d.page, http.StatusSeeOther)
			return
		}
		l := languageOf(r)
		typed := subjects.Pasted(r.PostFormValue("login"))
		s, made, err := g.logIn(r, d, typed, r.PostFormValue("code"))
		switch {
		case errors.Is(err, errTurnedAway), errors.Is(err, errCrowd):
			g.showLogin(w, r, d, http.StatusTooManyRequests, typed,
				l.reason(subjects.TooMany).What)
		case err == nil && d.turnsAway(r.Context(), s):
			g.sessionsOf(d).turnOut(s)
			g.showLogin(w, r, d, http.StatusForbidden, typed, d.other(l))
		case errors.Is(err, errLoggedOut):
			g.showLogin(w, r, d, http.StatusUnauthorized, typed, l.BadLogin)
		case err != nil:
			g.showLogin(w, r, d, http.StatusServiceUnavailable, typed, l.Busy)
		default:
			g.setCookie(w, d.cookie, g.seals.seal(d.purpose, made), d.lasts)
			http.Redirect(w, r, d.page+ofClassIn(r), http.StatusSeeOther)
		}
	}
}

// logIn connects a login, within the limits of what may be guessed, for the time that a door's
// logins last. The error is [errLoggedOut] where login and code do not go together, one of the
// limits', or that of the servers.
func (g *Gateway) logIn(r *http.Request, d *door, name, code string) (*session, login, error) {
	made := login{name, code, g.cfg.Now().Add(d.lasts).Unix(), newID()}
	guess, err := g.limits.enter(loginQuota(source(r), name))
	if err != nil {
		return nil, made, err
	}
	s, err := g.sessionsOf(d).connected(r.Context(), made)
	guess.finish(errors.Is(err, errLoggedOut))
	return s, made, err
}

// ofClassIn is the class of a form, as it goes on in an address.
func ofClassIn(r *http.Request) string {
	class, err := subjects.ParseClass(r.PostFormValue("class"))
	if err != nil {
		return ""
	}
	return "?class=" + class.String()
}

// end ends a session: the browser drops its cookie, and a copy of it opens nothing here.
func (g *Gateway) end(w http.ResponseWriter, r *http.Request, d *door) {
	if l, err := g.sealedLogin(r, d); err == nil {
		g.logouts.add(l)
	}
	g.dropCookie(w, d.cookie)
}

// logout is the form that ends a session.
func (g *Gateway) logout(d *door) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		g.end(w, r, d)
		http.Redirect(w, r, d.page, http.StatusSeeOther)
	}
}
