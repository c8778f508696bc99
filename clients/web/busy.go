package web

import "net/http"

// keptFields are what is sent again as it was typed. An access code is not among them.
var keptFields = []string{"class", "code", "student", "ticket", "id", "try"}

// busyPage has little style and is not compressed: it must cost less than what it stands for.
type busyPage struct {
	L      *words
	Nonce  string
	Method string
	Path   string
	Fields []keptField
}

type keptField struct{ Name, Value string }

// turnAway says that many type at once, and what to do. Nothing was registered: the script of
// the form sends it again, and without a script a button does.
func (g *Gateway) turnAway(w http.ResponseWriter, r *http.Request) {
	p := busyPage{L: languageOf(r), Nonce: visitOf(r).nonce, Method: r.Method, Path: r.URL.Path}
	for _, name := range keptFields {
		if value := r.PostFormValue(name); value != "" && len(value) <= maxTicket {
			p.Fields = append(p.Fields, keptField{name, value})
		}
	}
	h := w.Header()
	h.Set("Retry-After", "2")
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	_ = templates.ExecuteTemplate(w, "busy.html", p) // who has gone does not read it
}
