package web

import (
	"errors"
	"net/http"

	"github.com/chamada/chamada/subjects"
)

// wantsLogin tells whether the class wants the student's own login, and not only the code of the
// room.
func wantsLogin(err error) bool {
	said, ok := errors.AsType[*subjects.Error](err)
	return ok && said.Code == subjects.Forbidden && said.Field == "login"
}

// registerSelf registers a student over a connection of the student's own login. The problem is
// what the student must mend; the login's code is asked for once.
func (g *Gateway) registerSelf(w http.ResponseWriter, r *http.Request, a *answer) (
	reply subjects.Presence, problem *Reason, err error) {
	s, problem, err := g.self(w, r, a)
	if s == nil {
		return reply, problem, err
	}
	reply, err = s.present(r.Context(), *a)
	return reply, nil, err
}

// self is the session of the student who answers: that of the code that was typed, or of the
// login that the phone keeps. Without one the problem says what to type.
func (g *Gateway) self(w http.ResponseWriter, r *http.Request, a *answer) (*session, *Reason,
	error) {
	l := languageOf(r)
	if a.access == "" {
		s, err := g.owners.get(r, &students)
		if errors.Is(err, errLoggedOut) || err == nil && s.login != subjects.Teacher(a.student) {
			a.wanted = true
			return nil, &Reason{What: l.WantsLogin, Hint: l.HintWantsLogin}, nil
		}
		return s, nil, err
	}
	s, made, err := g.logIn(r, &students, string(a.student), a.access)
	switch {
	case errors.Is(err, errTurnedAway):
		why := l.reason(subjects.TooMany)
		return nil, &why, nil
	case errors.Is(err, errLoggedOut):
		a.wanted = true
		return nil, &Reason{What: l.BadLogin}, nil
	case err == nil:
		g.setCookie(w, students.cookie, g.seals.seal(students.purpose, made), students.lasts)
	}
	return s, nil, err
}
