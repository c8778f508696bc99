package node_test

import (
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
		form                       url.Values // nil: the address is opened
		status                     int
	}{
		{path: "/3030/x/y", status: 404, says: "Não existe", english: "There is no such"},
		{path: "/3030/x/y", status: 404, says: "Não existe", english: "There is no such",
			form: url.Values{}},
		{path: "/3030//x/../y/z", status: 404, says: "Não existe", english: "There is no such"},
		{path: "/professor/3030/encerrar", status: 405, allow: "POST",
			says: "não se abre", english: "does not open"},
		{path: "/professor/3030/projetor", status: 405, allow: "GET, HEAD", form: url.Values{},
			says: "não se abre", english: "does not open"},
	} {
		ask := func(as ...func(*http.Request)) (*http.Response, string) {
			if c.form != nil {
				return b.send(t, c.path, c.form, as...)
			}
			return b.visit(t, c.path, as...)
		}
		resp, text := ask()
		if resp.StatusCode != c.status || resp.Header.Get("Allow") != c.allow ||
			!strings.Contains(text, c.says) || !strings.Contains(text, `href="/"`) {
			t.Errorf("%s: %s, allowed is %q: %s", c.path, resp.Status,
				resp.Header.Get("Allow"), text)
		}
		if _, text := ask(inEnglish); !strings.Contains(text, c.english) {
			t.Errorf("%s in English: %s", c.path, text)
		}
	}
}
