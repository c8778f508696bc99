package node_test

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestPageAstray has who asks for no page answered by one, in their language and with a way back.
func TestPageAstray(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, startPage(t).WebURL())
	inEnglish := func(r *http.Request) { r.Header.Set("Accept-Language", "en") }
	for _, c := range []struct {
		path, says, english, allow string
		back                       string     // empty: the students' page
		form                       url.Values // nil: the address is opened
		status                     int
	}{
		{path: "/3030/x/y", status: 404, says: "Não existe", english: "There is no such"},
		{path: "/3030/x/y", status: 404, says: "Não existe", english: "There is no such",
			form: url.Values{}},
		{path: "/3030//x/../y/z", status: 404, says: "Não existe", english: "There is no such"},
		{path: "/professor/3030/x/y", status: 404, back: "/professor", says: "volte às turmas",
			english: "back to the classes"},
		{path: "/professor/x/lista", status: 404, back: "/professor", says: "volte às turmas",
			english: "back to the classes"},
		{path: "/kiosk/3030", status: 404, back: "/kiosk", says: "volte ao quiosque",
			english: "back to the kiosk"},
		{path: "/kiosk/3030/x", status: 404, back: "/kiosk", says: "volte ao quiosque",
			english: "back to the kiosk"},
		{path: "/kiosk?class=x", status: 404, back: "/kiosk", says: "volte ao quiosque",
			english: "back to the kiosk"},
		{path: "/kiosks/3030", status: 404, says: "aponte de novo", english: "point at the"},
		{path: "/professor/3030/encerrar", status: 405, allow: "POST", back: "/professor",
			says: "não se abre", english: "does not open"},
		{path: "/professor/3030/projetor", status: 405, allow: "GET, HEAD", form: url.Values{},
			back: "/professor", says: "não se abre", english: "does not open"},
	} {
		ask := func(as ...func(*http.Request)) (*http.Response, string) {
			if c.form != nil {
				return b.send(t, c.path, c.form, as...)
			}
			return b.visit(t, c.path, as...)
		}
		resp, text := ask()
		back := `href="` + cmp.Or(c.back, "/") + `"`
		if resp.StatusCode != c.status || resp.Header.Get("Allow") != c.allow ||
			!strings.Contains(text, c.says) || !strings.Contains(text, back) {
			t.Errorf("%s: %s, allowed is %q: %s", c.path, resp.Status,
				resp.Header.Get("Allow"), text)
		}
		if _, text := ask(inEnglish); !strings.Contains(text, c.english) {
			t.Errorf("%s in English: %s", c.path, text)
		}
	}
}
