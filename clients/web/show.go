package web

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed templates
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"css": func(name string) template.CSS { return template.CSS(read(name)) },
	"js":  func(name string) template.JS { return template.JS(read(name)) },
}).ParseFS(files, "templates/*.html"))

func read(name string) string {
	b, err := files.ReadFile("templates/" + name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// page is what every page has.
type page struct {
	L     *Language
	Nonce string
	Path  string // of the page, for the link to the other language
}

func (g *Gateway) newPage(w http.ResponseWriter, r *http.Request) page {
	g.rememberLanguage(w, r)
	path := r.URL.Path
	if r.Method != http.MethodGet {
		path = "/"
	}
	return page{L: languageOf(r), Nonce: nonce(r), Path: path}
}

// show writes a page, or nothing of it.
func (g *Gateway) show(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, name, data); err != nil {
		g.cfg.Logger.Error("a page could not be made", "page", name, "err", err)
		http.Error(w, languageOf(r).Busy, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // who has gone does not read it
}

type problemPage struct {
	page
	Problem Reason
}

// problem says what is wrong, and what to do.
func (g *Gateway) problem(w http.ResponseWriter, r *http.Request, status int, what, hint string) {
	g.show(w, r, status, "problem.html", problemPage{g.newPage(w, r), Reason{what, hint}})
}

func (g *Gateway) notFound(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	g.problem(w, r, http.StatusNotFound, l.NotFound, l.HintNotFound)
}
