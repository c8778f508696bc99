package web

import "net/http"

// ServeHTTP is http.ServeMux's, but for who asks for a page that there is not: they are people,
// and are answered by a page.
func (m *routes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if answer, pattern := m.Handler(r); pattern == "" {
		m.astray(w, r, answer)
		return
	}
	m.ServeMux.ServeHTTP(w, r)
}

// astray answers who has found no page, for whom ServeMux has an answer in bare English. What it
// says in headers stays: which methods are allowed.
func (g *Gateway) astray(w http.ResponseWriter, r *http.Request, answer http.Handler) {
	said := unsaid{w, http.StatusOK}
	answer.ServeHTTP(&said, r)
	switch l := languageOf(r); said.status {
	case http.StatusNotFound:
		g.notFound(w, r)
	case http.StatusMethodNotAllowed:
		g.problem(w, r, said.status, l.OtherMethod, l.HintOtherMethod)
	default: // the way to a page by a tidier address
		w.WriteHeader(said.status)
	}
}

// unsaid keeps the status of an answer, and leaves its words out.
type unsaid struct {
	http.ResponseWriter
	status int
}

// WriteHeader keeps the status.
func (u *unsaid) WriteHeader(status int) { u.status = status }

// Write writes nothing.
func (u *unsaid) Write(p []byte) (int, error) { return len(p), nil }
