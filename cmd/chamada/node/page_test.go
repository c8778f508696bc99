package node_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// browser is somebody's, with cookies of their own.
type browser struct {
	*http.Client
	at string
}

func (b browser) visit(t *testing.T, path string, change ...func(*http.Request)) (*http.Response,
	string) {
	t.Helper()
	return b.do(t, http.MethodGet, path, "", change...)
}

// send sends a form as a page of the same site does.
func (b browser) send(t *testing.T, path string, form url.Values,
	change ...func(*http.Request)) (*http.Response, string) {
	t.Helper()
	return b.do(t, http.MethodPost, path, form.Encode(),
		append([]func(*http.Request){func(r *http.Request) {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Origin", b.at)
		}}, change...)...)
}

func (b browser) do(t *testing.T, method, path, body string,
	change ...func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, b.at+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(r)
	}
	resp, err := b.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(text)
}

func newBrowser(t *testing.T, at string) browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	return browser{client, at}
}

// startPage is a node with the page, without logins.
func startPage(t *testing.T) *node.Main {
	t.Helper()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	return start(t, cfg)
}

// field is the value of a hidden field.
func field(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no field %s in %s", name, page)
	}
	return m[1]
}

// roomCode is what the projector shows.
func roomCode(t *testing.T, nc *nats.Conn) (code subjects.RoomCode) {
	t.Helper()
	m, err := nc.Request(subjects.TeacherCode, []byte(`{"class":3030}`), natstest.Patience)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(m.Data, &code); err != nil || code.QR == "" {
		t.Fatalf("%v %s", err, m.Data)
	}
	return code
}

func listed(t *testing.T, nc *nats.Conn) (roll subjects.Roll) {
	t.Helper()
	m, err := nc.Request(subjects.TeacherList, []byte(`{"class":3030,"detail":true}`),
		natstest.Patience)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(m.Data, &roll); err != nil {
		t.Fatal(err)
	}
	return roll
}

var openCoded = url.Values{"class": {"3030"}, "code": {"1"}}

// TestPage has a phone scan the code and answer, as often as it likes.
func TestPage(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher, phone := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	if resp, text := teacher.send(t, "/professor/abrir",
		openCoded); resp.StatusCode != http.StatusOK || !strings.Contains(text, "Turma 3030") {
		t.Fatal(resp.Status, text)
	}
	_, form := phone.visit(t, "/3030/"+strings.ToLower(roomCode(t, nc).QR))
	answer := url.Values{"class": {"3030"}, "student": {"19/0012345"},
		"ticket": {field(t, form, "ticket")}, "id": {field(t, form, "id")}, "try": {"1"}}
	resp, receipt := phone.send(t, "/present", answer)
	if !strings.HasPrefix(resp.Request.URL.Path, "/recibo/") ||
		!strings.Contains(receipt, "Presença registrada") ||
		!strings.Contains(receipt, "final 345") {
		t.Fatal(resp.Request.URL, receipt)
	}
	number := regexp.MustCompile(`<dt>Recibo</dt><dd>(\d+-\d+)</dd>`)
	first := number.FindStringSubmatch(receipt)
	answer.Set("try", "2")
	if _, again := phone.send(t, "/present", answer); first == nil ||
		number.FindString(again) != first[0] {
		t.Errorf("sent again it has another receipt: %v, %s", first, again)
	}
	if _, again := phone.visit(t, resp.Request.URL.Path); number.FindString(again) != first[0] {
		t.Error("loaded again the receipt is another")
	}
	if _, known := phone.visit(t, "/3030/"+roomCode(t, nc).QR); !strings.Contains(known,
		"Sou 190012345: registrar") {
		t.Errorf("the phone does not remember: %s", known)
	}
	roll := listed(t, nc)
	if len(roll.Students) != 1 || roll.Students[0] != "190012345" ||
		roll.Presences[0].Scanned == 0 {
		t.Errorf("listed: %+v", roll)
	}
	if _, text := teacher.visit(t, "/professor/3030/projetor"); !strings.Contains(text,
		`<div class="count">1</div>`) || !strings.Contains(text, "…345") ||
		strings.Contains(text, "190012345") {
		t.Errorf("the projector shows %s", text)
	}
	if _, text := teacher.send(t, "/professor/3030/encerrar", nil); !strings.Contains(text,
		"Chamada encerrada") || !strings.Contains(text, "190012345") {
		t.Errorf("the end shows %s", text)
	}
	if _, text := phone.send(t, "/present",
		url.Values{"class": {"3030"}, "student": {"7"}, "code": {"123456"}}); !strings.Contains(
		text, "Não há chamada aberta") {
		t.Errorf("afterwards: %s", text)
	}
}

// TestPageByHand has the teacher mark and strike out, open another check and see who shares
// a device.
func TestPageByHand(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher := newBrowser(t, m.WebURL())
	teacher.send(t, "/professor/abrir", openCoded)
	teacher.send(t, "/professor/3030/marcar",
		url.Values{"student": {"1"}, "reason": {"sem telefone"}})
	teacher.send(t, "/professor/3030/marcar", url.Values{"student": {"2"}})
	if _, text := teacher.send(t, "/professor/3030/marcar",
		url.Values{"student": {"2"}, "strike": {"1"}}); !strings.Contains(text, "diga o motivo") {
		t.Errorf("struck out without a reason: %s", text)
	}
	for _, reason := range []string{strings.Repeat("é", 201), "ah"} {
		if _, text := teacher.send(t, "/professor/3030/marcar",
			url.Values{"student": {"3"}, "reason": {reason}}); !strings.Contains(text,
			"O motivo tem de 3 a 200 letras") {
			t.Errorf("marked present for %q: %s", reason, text)
		}
	}
	teacher.send(t, "/professor/3030/marcar",
		url.Values{"student": {"2"}, "strike": {"1"}, "reason": {`<b>foi</b> embora`}})
	teacher.send(t, "/professor/3030/verificar", nil)
	roll := listed(t, nc)
	if len(roll.Students) != 1 || len(roll.Struck) != 1 || roomCode(t, nc).Check != 2 {
		t.Errorf("%+v", roll)
	}
	if _, text := teacher.visit(t, "/professor/3030"); !strings.Contains(text,
		"&lt;b&gt;foi&lt;/b&gt; embora") {
		t.Errorf("the reason is shown as %s", text)
	}
}

// TestPageAttacked tries what somebody may who reaches the page.
func TestPageAttacked(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher, thief := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	teacher.send(t, "/professor/abrir", openCoded)
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set(name, value)
			if name == "Host" {
				r.Host = value
			}
		}
	}
	present := url.Values{"class": {"3030"}, "student": {"66"}}
	with := func(name, value string) url.Values {
		v := url.Values{name: {value}}
		for k := range present {
			v[k] = present[k]
		}
		return v
	}
	for name, attack := range map[string]struct {
		do     func() (*http.Response, string)
		status int
		says   string
	}{
		"a form of another site": {func() (*http.Response, string) {
			return thief.send(t, "/present", present, header("Origin", "http://evil.example"))
		}, http.StatusForbidden, "outro site"},
		"an end by another site": {func() (*http.Response, string) {
			return thief.send(t, "/professor/3030/encerrar", nil, header("Origin", "null"))
		}, http.StatusForbidden, "outro site"},
		"a teacher behind a proxy": {func() (*http.Response, string) {
			return thief.visit(t, "/professor", header("X-Forwarded-For", "127.0.0.1"))
		}, http.StatusForbidden, "só abrem nesta máquina"},
		"a proxy that says little": {func() (*http.Response, string) {
			return thief.visit(t, "/professor", header("Via", "1.1 porta"))
		}, http.StatusForbidden, "só abrem nesta máquina"},
		"a proxy that says nothing": {func() (*http.Response, string) {
			return thief.visit(t, "/professor", header("X-Forwarded-For", ""))
		}, http.StatusForbidden, "só abrem nesta máquina"},
		"a name that points here": {func() (*http.Response, string) {
			return thief.visit(t, "/professor/3030/projetor", header("Host", "evil.example"))
		}, http.StatusForbidden, "só abrem nesta máquina"},
		"a forged ticket": {func() (*http.Response, string) {
			return thief.send(t, "/present", with("ticket", "AAAA"))
		}, http.StatusOK, "não pôde ser entendida"},
		"no code": {func() (*http.Response, string) {
			return thief.send(t, "/present", present)
		}, http.StatusOK, "pede o código"},
		"a wrong code": {func() (*http.Response, string) {
			return thief.send(t, "/present", with("code", "000000x"))
		}, http.StatusOK, "não é o da sala"},
		"a forged receipt": {func() (*http.Response, string) {
			return thief.visit(t, "/recibo/AAAA")
		}, http.StatusNotFound, "não é de um servidor"},
		"a class that is a script": {func() (*http.Response, string) {
			return thief.visit(t, "/%3Cscript%3E")
		}, http.StatusNotFound, "Não existe"},
		"a student who is a script": {func() (*http.Response, string) {
			return thief.send(t, "/present",
				url.Values{"class": {"3030"}, "student": {`"><script>`}})
		}, http.StatusOK, "&lt;script&gt;"},
		"a language that is a header": {func() (*http.Response, string) {
			return thief.visit(t, "/?lang=en%0d%0aX:%20y")
		}, http.StatusOK, "Responder"},
		"a body without end": {func() (*http.Response, string) {
			return thief.send(t, "/present", with("code", strings.Repeat("1", 1<<20)))
		}, http.StatusRequestEntityTooLarge, "grande demais"},
		"a change by a link": {func() (*http.Response, string) {
			return thief.visit(t, "/professor/3030/encerrar")
		}, http.StatusMethodNotAllowed, ""},
		"another class than any": {func() (*http.Response, string) {
			return thief.visit(t, "/99999999999999999999")
		}, http.StatusNotFound, "Não existe"},
	} {
		resp, text := attack.do()
		if resp.StatusCode != attack.status || !strings.Contains(text, attack.says) {
			t.Errorf("%s: %s %s", name, resp.Status, text)
		}
		if strings.Contains(text, "<script>\"") || resp.Header.Get("X") != "" ||
			resp.Header.Get("Cache-Control") != "no-store" ||
			!strings.Contains(resp.Header.Get("Content-Security-Policy"),
				"frame-ancestors 'none'") {
			t.Errorf("%s: headers %v", name, resp.Header)
		}
	}
	if roll := listed(t, nc); len(roll.Students) != 0 {
		t.Errorf("registered: %v", roll.Students)
	}
}

// TestPageGuesses has wrong codes turned away, and what is scanned go on.
func TestPageGuesses(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	newBrowser(t, m.WebURL()).send(t, "/professor/abrir", openCoded)
	thief := newBrowser(t, m.WebURL())
	thief.visit(t, "/") // which names the device
	said := ""
	for range 8 {
		_, said = thief.send(t, "/present",
			url.Values{"class": {"3030"}, "student": {"66"}, "code": {"12345"}})
	}
	if !strings.Contains(said, "Códigos errados demais") {
		t.Errorf("after eight wrong codes: %s", said)
	}
	_, form := thief.visit(t, "/3030/"+roomCode(t, nc).QR)
	answer := url.Values{"class": {"3030"}, "student": {"66"}, "ticket": {field(t, form, "ticket")},
		"id": {field(t, form, "id")}}
	if _, text := thief.send(t, "/present", answer); !strings.Contains(text,
		"Presença registrada") {
		t.Errorf("scanned: %s", text)
	}
}

// TestPageGuessesOtherwise has wrong codes turned away that come as an address, with a
// ticket, or with other characters between the digits.
func TestPageGuessesOtherwise(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	newBrowser(t, m.WebURL()).send(t, "/professor/abrir", openCoded)
	_, scanned := newBrowser(t, m.WebURL()).visit(t, "/3030/"+roomCode(t, nc).QR)
	ticket := field(t, scanned, "ticket")
	for name, guess := range map[string]func(browser) (*http.Response, string){
		"as an address": func(b browser) (*http.Response, string) {
			return b.visit(t, "/3030/12345")
		},
		"with another's ticket": func(b browser) (*http.Response, string) {
			return b.send(t, "/present",
				url.Values{"class": {"3030"}, "student": {"66"}, "code": {"12345"},
					"ticket": {ticket}})
		},
		"as long as a scanned one": func(b browser) (*http.Response, string) {
			return b.send(t, "/present",
				url.Values{"class": {"3030"}, "student": {"66"}, "code": {"1\t2\t3\t4\t5\t."}})
		},
	} {
		thief, said := newBrowser(t, m.WebURL()), ""
		thief.visit(t, "/") // which names the device
		for range 8 {
			_, said = guess(thief)
		}
		if !strings.Contains(said, "Códigos errados demais") {
			t.Errorf("%s: after eight wrong codes: %s", name, said)
		}
	}
}

// TestPageBesideWrongLogins has a teacher go on while somebody else's wrong code is judged,
// which takes a second.
func TestPageBesideWrongLogins(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara, thief := newBrowser(t, s.main.WebURL()), newBrowser(t, s.main.WebURL())
	clara.send(t, "/professor/entrar", url.Values{"login": {"clara"}, "code": {s.codes["clara"]}})
	judged := make(chan struct{})
	go func() {
		defer close(judged)
		thief.send(t, "/professor/entrar",
			url.Values{"login": {"davi"}, "code": {"0000-0000-0000"}})
	}()
	visits := 0
	for waiting := true; waiting; visits++ {
		clara.visit(t, "/professor")
		select {
		case <-judged:
			waiting = false
		default:
		}
	}
	if visits < 10 {
		t.Errorf("%d visits while a wrong code was judged", visits)
	}
}

// TestPageWithLogins has teachers log in at any of three gateways, and go on at another.
func TestPageWithLogins(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	m := s.main
	clara, ana := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	if resp, _ := clara.visit(t, "/professor"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a login: %s", resp.Status)
	}
	enter := func(b browser, login, code string) (*http.Response, string) {
		return b.send(t, "/professor/entrar", url.Values{"login": {login}, "code": {code}})
	}
	if resp, text := enter(clara, "clara",
		"0000-0000-0000"); resp.StatusCode != http.StatusUnauthorized ||
		!strings.Contains(text, "errado") {
		t.Errorf("with a wrong code: %s %s", resp.Status, text)
	}
	for range 12 {
		enter(ana, "admin", "0000-0000-0000")
	}
	if resp, _ := enter(ana, "admin",
		s.codes["admin"]); resp.StatusCode != http.StatusTooManyRequests {
		t.Errorf("after twelve wrong codes: %s", resp.Status)
	}
	if resp, text := enter(clara, "clara", s.codes["clara"]); resp.StatusCode != http.StatusOK ||
		!strings.Contains(text, "Abrir chamada") {
		t.Fatalf("with the code: %s %s", resp.Status, text)
	}
	if _, text := clara.send(t, "/professor/abrir", openCoded); !strings.Contains(text,
		"Turma 3030") {
		t.Fatal(text)
	}
	_, projector := clara.visit(t, "/professor/3030/projetor")
	digits := regexp.MustCompile(`class="digits">(\d{3}) (\d{3})<`).FindStringSubmatch(projector)
	if digits == nil {
		t.Fatal(projector)
	}
	phone := newBrowser(t, m.WebURL())
	if _, text := phone.send(t, "/present",
		url.Values{"class": {"3030"}, "student": {"042191010"},
			"code": {digits[1] + " " + digits[2]}}); !strings.Contains(text,
		"Presença registrada") {
		t.Errorf("through the gateway's seat: %s", text)
	}
	for _, other := range []string{"042191010"} { // a student is no teacher
		enter(ana, other, s.codes[other])
		if _, text := ana.send(t, "/professor/3030/encerrar", nil); strings.Contains(text,
			"Chamada encerrada") {
			t.Errorf("%s has ended it: %s", other, text)
		}
	}
	if _, text := clara.send(t, "/professor/3030/encerrar", nil); !strings.Contains(text,
		"042191010") {
		t.Errorf("ended: %s", text)
	}
}

// TestPageOverTLS shows the page the server's certificate, and has a teacher log in who then
// is connected to the own server through it.
func TestPageOverTLS(t *testing.T) {
	t.Parallel()
	c := certify(t, natstest.NewAuthority(t))
	cfg := config(t)
	cfg.TLS, cfg.Web.Listen = c.TLS, "127.0.0.1:0"
	var trusted nats.Options
	if err := c.trust(t)(&trusted); err != nil {
		t.Fatal(err)
	}
	s := startSchool(t, cfg, c.trust(t))
	s.enrol(t)
	clara := newBrowser(t, s.main.WebURL())
	clara.Transport.(*http.Transport).TLSClientConfig = trusted.TLSConfig
	resp, text := clara.send(t, "/professor/entrar",
		url.Values{"login": {"clara"}, "code": {s.codes["clara"]}})
	if resp.StatusCode != http.StatusOK || !strings.Contains(text, "Abrir chamada") ||
		resp.Header.Get("Strict-Transport-Security") == "" {
		t.Fatal(resp.Status, resp.Header, text)
	}
	if !strings.HasPrefix(s.main.WebURL(), "https://") {
		t.Error(s.main.WebURL())
	}
}

// TestPageIsNotReadOnTheWay refuses to serve the page to other machines without TLS.
func TestPageIsNotReadOnTheWay(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "0.0.0.0:0"
	m := node.New(cfg)
	err := m.Run(t.Context())
	if plain, ok := errors.AsType[*node.PlainPageError](err); !ok ||
		plain.Listen != cfg.Web.Listen {
		t.Errorf("it starts, or ends with %v", err)
	}
	cfg.Web.Plain = true
	start(t, cfg)
}
