package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const class = subjects.Class(3030)

// startGateway is a gateway beside a coordinator, of whose class a roll call is open, and the
// code.
func startGateway(t *testing.T) (*web.Gateway, subjects.RoomCode) {
	t.Helper()
	m := node.New(node.Config{DataDir: filepath.Join(t.TempDir(), "data"), Listen: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	seat := natstest.Connect(t, m.ClientURL())
	g := web.New(web.Config{Seat: seat})
	t.Cleanup(g.Close)
	return g, openCoded(t, seat)
}

func openCoded(t *testing.T, nc *nats.Conn) subjects.RoomCode {
	t.Helper()
	teacher := clients.New(nc)
	if _, err := teacher.StartCoded(t.Context(), class, subjects.MaxCodeEvery); err != nil {
		t.Fatal(err)
	}
	code, err := teacher.Code(t.Context(), class)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// asks asks a gateway as a phone on this machine, with a language if there is one.
func asks(g *web.Gateway, method, path, language string, form url.Values) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.RemoteAddr, r.Host = "127.0.0.1:1", "localhost"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept-Language", language)
	w := httptest.NewRecorder()
	g.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// fields are what a page sends beside what is typed.
func fields(page string) url.Values {
	all := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(page, -1) {
		all.Set(field[1], field[2])
	}
	return all
}

// TestGateIsForTypedCodes has the gate full: who types, in the form or in an address, is asked to
// come again, and what was typed is not lost; who has scanned is registered.
func TestGateIsForTypedCodes(t *testing.T) {
	g, code := startGateway(t)
	leave := g.FillGate()
	typed := url.Values{"class": {"3030"}, "student": {"66"}, "code": {" " + code.Code},
		"id": {"0123456789abcdef0123456789abcdef"}, "access": {"secret"}}
	for language, says := range map[string]string{"pt-BR": "nada foi registrado",
		"en": "nothing was registered"} {
		resp := asks(g, http.MethodPost, "/present", language, typed)
		if page := text(t, resp); resp.StatusCode != http.StatusServiceUnavailable ||
			resp.Header.Get("Retry-After") == "" || !strings.Contains(page, says) ||
			strings.Contains(page, "secret") || len(page) > 2<<10 {
			t.Errorf("typed: %s %s", resp.Status, page)
		}
	}
	if resp := asks(g, http.MethodGet, "/3030/"+code.Code, "", nil); resp.StatusCode !=
		http.StatusServiceUnavailable {
		t.Errorf("typed into an address: %s", resp.Status)
	}
	if got := g.TurnedAway(); got != 3 {
		t.Errorf("%d were counted as turned away", got)
	}
	again := fields(text(t, asks(g, http.MethodPost, "/present", "", typed)))
	typed.Del("access")
	typed.Set("code", code.Code) // without what a field is typed with
	if again.Set("code", strings.TrimSpace(again.Get("code"))); again.Encode() != typed.Encode() {
		t.Errorf("it would be sent again as %v", again)
	}
	scanned := fields(text(t, asks(g, http.MethodGet, "/3030/"+code.QR, "", nil)))
	scanned.Set("student", "77")
	registered(t, asks(g, http.MethodPost, "/present", "", scanned))
	scanned.Set("code", code.Code) // a ticket does not make of it what it is not
	if resp := asks(g, http.MethodPost, "/present", "", scanned); resp.StatusCode !=
		http.StatusServiceUnavailable {
		t.Errorf("typed beside a ticket: %s", resp.Status)
	}
	leave()
	registered(t, asks(g, http.MethodPost, "/present", "", again))
}

func registered(t *testing.T, resp *http.Response) {
	t.Helper()
	if resp.StatusCode != http.StatusSeeOther ||
		!strings.HasPrefix(resp.Header.Get("Location"), "/recibo/") {
		t.Errorf("%s %s", resp.Status, text(t, resp))
	}
}

// slow is somebody who reads an answer slowly.
type slow struct {
	*httptest.ResponseRecorder
	write func()
}

func (s slow) Write(b []byte) (int, error) {
	s.write()
	return s.ResponseRecorder.Write(b)
}

// TestGateIsLeftBeforeTheAnswerIsRead has nobody held up by who does not read an answer.
func TestGateIsLeftBeforeTheAnswerIsRead(t *testing.T) {
	g, _ := startGateway(t)
	r := httptest.NewRequest(http.MethodGet, "/3030/123456", nil)
	inside, written := -1, false
	w := slow{httptest.NewRecorder(), func() { inside, written = g.AtGate(), true }}
	g.ServeHTTP(w, r)
	if !written || inside != 0 {
		t.Errorf("%d are at the gate while an answer is read", inside)
	}
}
