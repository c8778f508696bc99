package node_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// changing is what of a page is another each time: nonces, sealed receipts, the time.
var changing = regexp.MustCompile(`nonce="[^"]*"|/recibo/[\w-]+|<time.*</time>`)

// forms are all that change something.
var forms = []string{"/present", "/forget", "/professor/abrir", "/professor/entrar",
	"/professor/sair", "/professor/3030/encerrar", "/professor/3030/verificar",
	"/professor/3030/marcar"}

// TestPageOfAnotherSite has every form be sent by a page of somebody else.
func TestPageOfAnotherSite(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030}`)
	victim := newBrowser(t, m.WebURL())
	all := url.Values{"class": {"3030"}, "student": {"66"}, "login": {"clara"}, "code": {"1"}}
	for _, path := range forms {
		for name, value := range map[string]string{"Origin": "http://evil.example",
			"Sec-Fetch-Site": "cross-site"} {
			resp, text := victim.send(t, path, all, func(r *http.Request) {
				r.Header.Set(name, value)
			})
			if resp.StatusCode != http.StatusForbidden || !strings.Contains(text, "outro site") ||
				len(resp.Cookies()) > 0 {
				t.Errorf("%s with %s: %s %v", path, name, resp.Status, resp.Cookies())
			}
		}
		if resp, _ := victim.visit(t, path); resp.StatusCode == http.StatusOK {
			t.Errorf("%s by a link: %s", path, resp.Status)
		}
	}
	if got := listed(t, nc).Students; len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// TestPageInBrowsers sees that no answer is kept on the way, framed, guessed at, or tells
// others where it was.
func TestPageInBrowsers(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	b := newBrowser(t, m.WebURL())
	answer := scanned(t, b, nc, "10")
	receipt := "/recibo/" + receiptOf(t, b, answer)
	for _, path := range []string{"/", "/3030", "/3030/" + roomCode(t, nc).QR, receipt,
		"/nada/nada/nada", "/professor", "/professor/3030", "/professor/3030/projetor", "/recibo/x"} {
		resp, _ := b.visit(t, path)
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Frame-Options": "DENY",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		policy := resp.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") ||
			!strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: %s", path, policy)
		}
	}
}

// TestPageLeadsNowhereElse has addresses and headers be given that lead elsewhere.
func TestPageLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	b := newBrowser(t, m.WebURL())
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, class := range []string{"//evil.example", `/\evil.example`, "https://evil.example",
		"3030\r\nX-Evil: 1", "3030/../../evil"} {
		resp, _ := b.send(t, "/forget", url.Values{"class": {class}})
		if at := resp.Header.Get("Location"); at != "/" || resp.Header.Get("X-Evil") != "" {
			t.Errorf("%q leads to %q with %v", class, at, resp.Header)
		}
	}
	elsewhere := func(r *http.Request) { r.Host = "evil.example" }
	answer := scanned(t, b, nc, "10")
	resp, _ := b.send(t, "/present", answer, elsewhere, func(r *http.Request) {
		r.Header.Set("Origin", "http://evil.example")
	})
	if at := resp.Header.Get("Location"); !strings.HasPrefix(at, "/recibo/") {
		t.Errorf("with another Host it leads to %q", at)
	}
	if _, text := b.visit(t, "/3030", elsewhere); strings.Contains(text, "evil.example") {
		t.Errorf("another Host is in the page: %s", text)
	}
}

// TestPageSessions has a session be put on a teacher's browser before the login, and a copy of one
// be used at the same gateway after its logout; another session of that login goes on.
func TestPageSessions(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara := newBrowser(t, s.main.WebURL())
	planted := func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "sessao", Value: "planted"})
	}
	resp, _ := clara.visit(t, "/professor", planted)
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a planted session: %s", resp.Status)
	}
	session := func() string {
		clara.send(t, "/professor/entrar", url.Values{"login": {"clara"},
			"code": {s.codes["clara"]}}, planted)
		for _, c := range clara.Jar.Cookies(mustURL(t, clara.at)) {
			if c.Name == "sessao" {
				return c.Value
			}
		}
		return ""
	}
	first, second := session(), session()
	if first == "" || first == "planted" || first == second ||
		strings.Contains(first, s.codes["clara"]) {
		t.Errorf("sessions %q and %q", first, second)
	}
	clara.send(t, "/professor/sair", nil)
	if resp, _ := clara.visit(t, "/professor"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("after the logout: %s", resp.Status)
	}
	for value, want := range map[string]int{second: http.StatusUnauthorized, first: http.StatusOK} {
		thief := newBrowser(t, s.main.WebURL())
		resp, _ := thief.visit(t, "/professor", func(r *http.Request) {
			r.AddCookie(&http.Cookie{Name: "sessao", Value: value})
		})
		if resp.StatusCode != want {
			t.Errorf("a copy after the second session's logout: %s, not %d", resp.Status, want)
		}
	}
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestPageSecrets looks for codes, tickets and devices in log, events and metrics.
func TestPageSecrets(t *testing.T) {
	t.Parallel()
	log := new(natstest.Log)
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	cfg.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	m := start(t, cfg)
	nc := natstest.Connect(t, m.ClientURL())
	events, err := nc.SubscribeSync("chamada.event.>")
	if err != nil {
		t.Fatal(err)
	}
	phone := newBrowser(t, m.WebURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	answer := scanned(t, phone, nc, "10")
	phone.send(t, "/present", answer)
	phone.send(t, "/present", url.Values{"class": {"3030"}, "student": {"20"},
		"code": {"7777777WR0N"}})
	hidden := []string{roomCode(t, nc).QR, answer.Get("ticket"), "7777777WR0N"}
	for _, c := range phone.Jar.Cookies(mustURL(t, phone.at)) {
		if c.Name == "aparelho" {
			hidden = append(hidden, c.Value)
		}
	}
	teach(t, nc, subjects.TeacherEnd, `{"class":3030}`)
	_, said := natstest.Get(t, m.HTTPURL()+"/metrics")
	for kinds := 0; kinds < 3; kinds++ { // opened, present, ended
		e, err := events.NextMsg(natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		said += string(e.Data)
	}
	said += log.String()
	if len(hidden) != 4 {
		t.Errorf("looked for %q", hidden)
	}
	for _, text := range hidden {
		if strings.Contains(said, text) {
			t.Errorf("%s was said", text)
		}
	}
	if !strings.Contains(said, `"student":"10"`) {
		t.Error("nothing was heard of the presence")
	}
}
