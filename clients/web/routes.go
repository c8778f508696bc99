package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"
)

// routes are the pages, each known by its pattern.
type routes struct {
	http.ServeMux
	patterns []string
	// unread answers whose form could not be read
	unread func(http.ResponseWriter, *http.Request, error)
	// astray answers where there is no page; it is given the answer of ServeMux
	astray func(http.ResponseWriter, *http.Request, http.Handler)
}

// HandleFunc is http.ServeMux's.
func (m *routes) HandleFunc(pattern string, page func(http.ResponseWriter, *http.Request)) {
	m.patterns = append(m.patterns, pattern)
	if strings.HasPrefix(pattern, http.MethodPost+" ") && !slices.Contains(roomyRoutes, pattern) {
		page = m.formed(page)
	}
	m.ServeMux.HandleFunc(pattern, page)
}

// Patterns are those of all pages, as http.ServeMux takes them: for who must go through every
// page that there is.
func Patterns() []string { return new(Gateway).routes().patterns }

// roomyRoutes are those behind a login that read a larger body themselves, see roomy.
var roomyRoutes = []string{"POST /professor/{class}/turma", "POST /professor/{class}/gravar",
	"POST /professor/{class}/papel"}

// formed reads the form of a POST before its page does, so that no page takes one that is
// too large, or was cut, for one with empty fields.
func (m *routes) formed(page http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := error(&http.MaxBytesError{Limit: maxBody})
		if r.ContentLength <= maxBody {
			err = parse(r)
		}
		if err != nil {
			m.unread(w, r, err)
			return
		}
		page(w, r)
	}
}

// parse reads a form, whether it has files or not.
func parse(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	if err := r.ParseMultipartForm(maxBody); !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	return nil
}

// unread says that a form could not be read. Nothing has been done.
func (g *Gateway) unread(w http.ResponseWriter, r *http.Request, err error) {
	l := languageOf(r)
	if tooLarge(err) {
		g.problem(w, r, http.StatusRequestEntityTooLarge, l.TooLarge, l.HintTooLarge)
		return
	}
	g.problem(w, r, http.StatusBadRequest, l.BadForm, l.HintBadForm)
}

// tooLarge tells whether a body was not read for its size.
func tooLarge(err error) bool {
	_, large := errors.AsType[*http.MaxBytesError](err)
	return large
}
