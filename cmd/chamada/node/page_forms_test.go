package node_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPageTakesNoLargeForm has bodies be sent that are over what a form can have, with a
// length and without, and some that are no form: each is refused in words, and does nothing.
func TestPageTakesNoLargeForm(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	b := newBrowser(t, m.WebURL())
	b.send(t, "/professor/abrir", url.Values{"class": {"3030"}})
	large := url.Values{"class": {"3030"}, "student": {"66"}, "x": {strings.Repeat("1", 2<<20)}}
	unmeasured := func(r *http.Request) { r.ContentLength, r.Body = -1, io.NopCloser(r.Body) }
	asText := func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }
	for _, path := range []string{"/present", "/kiosk", "/forget", "/professor/abrir",
		"/professor/3030/encerrar", "/professor/3030/marcar"} {
		for what, change := range map[string]func(*http.Request){
			"with a length": func(*http.Request) {}, "without": unmeasured, "as text": asText,
		} {
			resp, text := b.send(t, path, large, change)
			if resp.StatusCode != http.StatusRequestEntityTooLarge ||
				!strings.Contains(text, "grande demais") {
				t.Errorf("%s %s: %s %s", path, what, resp.Status, text)
			}
		}
		resp, text := b.upload(t, path, strings.Repeat("1", 2<<20))
		if resp.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s as a file: %s %s", path, resp.Status, text)
		}
	}
	for _, path := range []string{classPath, "/professor/3030/gravar"} {
		resp, text := b.upload(t, path, strings.Repeat("x", 3<<20))
		if resp.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %s %s", path, resp.Status, text)
		}
	}
	resp, text := b.do(t, http.MethodPost, "/present", "class=3030&student=%zz",
		func(r *http.Request) {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		})
	if resp.StatusCode != http.StatusBadRequest || !strings.Contains(text, "incompleto") {
		t.Errorf("a form that is none: %s %s", resp.Status, text)
	}
	if got := listed(t, nc).Students; len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// TestTeachersDoor turns away a login that is no teacher's, in words, and an admin's not.
func TestTeachersDoor(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	for login, want := range map[string]int{"042191010": http.StatusForbidden,
		"porta-1": http.StatusForbidden, "clara": http.StatusOK, "admin": http.StatusOK} {
		b := newBrowser(t, s.main.WebURL())
		resp, text := b.send(t, "/professor/entrar",
			url.Values{"login": {login}, "code": {s.codes[login]}})
		if resp.StatusCode != want ||
			strings.Contains(text, "não é de professor") != (want == http.StatusForbidden) {
			t.Errorf("%s: %s %s", login, resp.Status, text)
		}
		inside, _ := b.visit(t, "/professor")
		if (inside.StatusCode == http.StatusOK) != (want == http.StatusOK) {
			t.Errorf("%s is inside: %s", login, inside.Status)
		}
	}
}

// TestPageCodeOfTheWindowBeforeTheLast sees that a code is taken for one window longer than
// it is shown, and no more.
func TestPageCodeOfTheWindowBeforeTheLast(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":10}`)
	shown := []subjects.RoomCode{roomCode(t, nc)}
	for len(shown) < 3 {
		<-time.After(time.Duration(shown[len(shown)-1].TTL) * time.Millisecond)
		if next := roomCode(t, nc); next.QR != shown[len(shown)-1].QR {
			shown = append(shown, next)
		}
	}
	for i, code := range []string{shown[0].QR, shown[0].Code} {
		thief := newBrowser(t, m.WebURL())
		if _, text := thief.send(t, "/present", url.Values{"class": {"3030"}, "student": {"66"},
			"code": {code}}); !strings.Contains(text, "código já passou") {
			t.Errorf("sent as %d characters: %s", len(code), text)
		}
		if _, text := thief.visit(t, "/3030/"+code); !strings.Contains(text,
			"código já passou") || strings.Contains(text, `name="ticket"`) {
			t.Errorf("scanned %d: %s", i, text)
		}
	}
	late := newBrowser(t, m.WebURL())
	if _, text := late.send(t, "/present", url.Values{"class": {"3030"}, "student": {"10"},
		"code": {shown[1].Code}}); !strings.Contains(text, "Presença registrada") {
		t.Errorf("the code before: %s", text)
	}
	if got := listed(t, nc).Students; len(got) != 1 || got[0] != "10" {
		t.Errorf("registered: %v", got)
	}
}
