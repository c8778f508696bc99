package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// teacherRoutes are the pages of who holds a roll call.
func (g *Gateway) teacherRoutes(mux *routes) {
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
		"GET /professor/turma":              g.findClassList,
		"GET /professor/{class}/turma":      g.ofClass(g.classList),
		"POST /professor/{class}/turma":     g.ofClass(g.compareList),
		"POST /professor/{class}/gravar":    g.ofClass(g.writeList),

		"GET /professor/{class}/semestre":               g.ofClass(g.semesterOf),
		"POST /professor/{class}/guardar":               g.ofClass(g.keepRecords),
		"GET /professor/{class}/exportar/{format}":      g.ofClass(g.downloadSemester),
		"GET /professor/{class}/registro/{roll}":        g.ofClass(g.recordOf),
		"POST /professor/{class}/registro/{roll}":       g.ofClass(g.correct),
		"GET /professor/{class}/registro/{roll}/moodle": g.ofClass(g.downloadMoodle),
		"GET /professor/{class}/papel":                  g.ofClass(g.paperForm),
		"POST /professor/{class}/papel":                 g.ofClass(g.addPaper),
	} {
		mux.HandleFunc(pattern, g.behind(&teachers, page))
	}
	g.doorRoutes(mux, &teachers)
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

type classesPage struct {
	page
	LoggedIn bool
	Rolls    []subjects.OpenRoll
	Lists    []subjects.ClassLine // the classes that have a list
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

func (g *Gateway) showClasses(w http.ResponseWriter, r *http.Request, s *session, status int,
	problem string) {
	p := classesPage{page: g.newPage(w, r), LoggedIn: g.cfg.LogIn != nil, Problem: problem,
		ID: newID(), Every: codeEvery}
	open, err := s.OpenRolls(r.Context())
	if err != nil && problem == "" {
		p.Problem = g.failure(r, err)
	}
	p.Rolls = open.Rolls
	lists, err := s.Classes(r.Context())
	if err != nil && !errors.Is(err, clients.ErrOlder) && p.Problem == "" {
		p.Problem = g.failure(r, err)
	}
	p.Lists = lists.Classes
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
	to := "/professor/" + class.String()
	if errors.Is(err, clients.ErrAlreadyOpen) {
		to, err = to+"?aberta", nil
	}
	if err != nil {
		g.showClasses(w, r, s, statusOf(err), g.failure(r, err))
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
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
	if e, ok := l.toTeachers().Explain(err); ok {
		return e.What
	}
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		return string(said.Code)
	}
	e, _ := l.toTeachers().OfCode(subjects.Unavailable)
	return e.What
}

func statusOf(err error) int {
	if unknown(err) {
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}
