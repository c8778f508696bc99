package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// students are who see their own records. A phone keeps the login for a semester.
var students = door{page: "/minhas", cookie: ownCookie, purpose: forStudent, lasts: remembered,
	asks: seesOwn, other: func(l *words) string { return l.NotStudent }}

// seesOwn asks what students may ask, of any class.
func seesOwn(ctx context.Context, s *session) error {
	_, err := s.OwnRecords(ctx, 1)
	return err
}

// ownRoutes are the pages of a student's own records.
func (g *Gateway) ownRoutes(handle func(string, func(http.ResponseWriter, *http.Request))) {
	handle("GET /minhas", g.whoseOwn(g.behind(&students, g.own)))
	handle("POST /minhas/entrar", g.whoseOwn(g.enter(&students)))
	handle("POST /minhas/sair", g.whoseOwn(g.logout(&students)))
}

// whoseOwn refuses where there are no logins: nobody knows who asks.
func (g *Gateway) whoseOwn(page http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if g.cfg.LogIn == nil {
			l := languageOf(r)
			g.problem(w, r, http.StatusNotFound, l.OwnNoLogins, l.HintOwnNoLogins)
			return
		}
		page(w, r)
	}
}

// ownPage is what is recorded of the student who has logged in.
type ownPage struct {
	page
	Login   subjects.Teacher
	Class   string // as it was typed
	Asked   bool
	Records []subjects.OwnRecord // the latest first
	Missed  int                  // hours, in roll calls that count
	Problem string
}

// own shows a student's own record in a class. The bus gives nobody else's: the request names
// no student.
func (g *Gateway) own(w http.ResponseWriter, r *http.Request, s *session) {
	p := ownPage{page: g.newPage(w, r), Login: s.login,
		Class: strings.TrimSpace(r.URL.Query().Get("class"))}
	status := http.StatusOK
	if p.Class != "" {
		class, err := subjects.ParseClass(p.Class)
		if err != nil {
			p.Problem = p.L.BadClass
		} else if err = p.read(r, s, class); err != nil {
			p.Problem, status = g.ownFailure(r, err), statusOf(err)
		}
	}
	g.show(w, r, status, "own.html", &p)
}

func (p *ownPage) read(r *http.Request, s *session, class subjects.Class) error {
	got, err := s.OwnRecords(r.Context(), class)
	if err != nil {
		return err
	}
	p.Asked = true
	for i := len(got.Records) - 1; i >= 0; i-- {
		one := got.Records[i]
		if p.Records = append(p.Records, one); !one.Void {
			p.Missed += one.AbsentHours
		}
	}
	return nil
}

func (g *Gateway) ownFailure(r *http.Request, err error) string {
	if errors.Is(err, clients.ErrForbidden) {
		return languageOf(r).NotStudent
	}
	return g.failure(r, err)
}

// Told is a correction of a roll call of the page in words.
func (p *ownPage) Told(of subjects.OwnRecord, c subjects.Correction) string {
	return p.L.told(c, p.L.DateIn(of.Zone, c.Time))
}
