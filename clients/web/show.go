package web

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

//go:embed templates
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"css": func(name string) (template.CSS, error) {
		m, err := marked(name)
		return template.CSS(m), err
	},
	"parts": partsOf,
	"js": func(name string) (template.JS, error) {
		m, err := marked(name)
		return template.JS(m), err
	},
}).ParseFS(files, "templates/*.html"))

// page is what every page has.
type page struct {
	L        *words
	Nonce    string
	Elsewise string // the same page in the other language; empty: it has no address
	Logins   bool   // there are any: students see what is recorded of them
}

func (g *Gateway) newPage(w http.ResponseWriter, r *http.Request) page {
	g.rememberLanguage(w, r)
	l := languageOf(r)
	return page{L: l, Nonce: visitOf(r).nonce, Elsewise: elsewise(r, l.OtherCode),
		Logins: g.cfg.LogIn != nil}
}

// elsewise is the address of the page in another language. What a form has answered has none: what
// was typed or compared would be lost on the way.
func elsewise(r *http.Request, code string) string {
	if r.Method == http.MethodPost {
		return ""
	}
	query := url.Values{"lang": {code}}
	for _, name := range []string{"class", "de", "ate", "previsto", "aluno"} {
		if value := r.URL.Query().Get(name); value != "" {
			query.Set(name, value)
		}
	}
	return (&url.URL{Path: r.URL.Path, RawQuery: query.Encode()}).String()
}

// buffers are for pages that are being made.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// show writes a page, or nothing of it.
func (g *Gateway) show(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	made, out := buffers.Get().(*bytes.Buffer), buffers.Get().(*bytes.Buffer)
	made.Reset()
	out.Reset()
	defer buffers.Put(made)
	defer buffers.Put(out)
	if err := templates.ExecuteTemplate(made, name, data); err != nil {
		g.cfg.Logger.Error("a page could not be made", "page", name, "err", err)
		http.Error(w, languageOf(r).Busy, http.StatusInternalServerError)
		return
	}
	upright(made.Bytes())
	h := w.Header()
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		pack(out, made.Bytes())
	} else {
		assemble(out, made.Bytes())
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(out.Len()))
	visitOf(r).turn.leave() // who reads it slowly holds nobody up
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // who has gone does not read it
}

// acceptsGzip tells whether a browser does, which may give what it accepts a weight.
func acceptsGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			_, q, weighed := strings.Cut(weight, "=")
			return !weighed || strings.Trim(q, " 0.") != ""
		}
	}
	return false
}

type problemPage struct {
	page
	Problem    Reason
	Back, Name string // where a way leads on, and what that page is called
}

// problem says what is wrong, and what to do, with a way back for who is there.
func (g *Gateway) problem(w http.ResponseWriter, r *http.Request, status int, what, hint string) {
	p := g.problemPage(w, r, what, hint)
	if d := doorOf(r); d != nil {
		p.Back = d.page
		p.Name, _ = d.back(p.L)
	}
	g.show(w, r, status, "problem.html", p)
}

func (g *Gateway) problemPage(w http.ResponseWriter, r *http.Request,
	what, hint string) problemPage {
	p := problemPage{page: g.newPage(w, r), Problem: Reason{What: what, Hint: hint}, Back: "/"}
	p.Name = p.L.Title
	return p
}

// notFound says that there is no such page.
func (g *Gateway) notFound(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	hint := l.HintNotFound
	if d := doorOf(r); d != nil {
		_, hint = d.back(l)
	}
	g.problem(w, r, http.StatusNotFound, l.NotFound, hint)
}

// elsewhere says that pages open on this machine alone. The way leads to what opens everywhere.
func (g *Gateway) elsewhere(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	g.show(w, r, http.StatusForbidden, "problem.html",
		g.problemPage(w, r, l.Elsewhere, l.HintElsewhere))
}
