package node_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// secondPage is one more gateway of a school, with a login for a seat and the same key.
func (s *school) secondPage(t *testing.T, cfg node.Config) *node.Page {
	t.Helper()
	seat := []identity.Row{{Login: "pagina", Role: identity.Gateway, Name: "Página"}}
	done, err := identity.ForAdmin(s.login(t, "admin"), time.Now).Import(t.Context(), seat, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.keep(done.Created[0])
	key, err := node.PageKey(filepath.Join(cfg.DataDir, "secret"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := node.StartPage(node.PageConfig{
		Web: node.Web{Listen: "127.0.0.1:0"}, TLS: cfg.TLS, Key: key, Seat: s.login(t, "pagina"),
		LogIn: func(_ context.Context, login, code string) (*nats.Conn, error) {
			return nats.Connect(s.main.ClientURL(), append(s.opts, nats.UserInfo(login, code),
				nats.CustomInboxPrefix(subjects.InboxPrefix(login)))...)
		},
		Logger: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Stop() })
	return p
}

// TestAnyGatewayGoesOn has a teacher, a kiosk and a phone begin at one gateway and go on at
// another: sessions, tickets, devices and receipts are good at both.
func TestAnyGatewayGoesOn(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	other := s.secondPage(t, cfg).URL()
	clara, porta, phone := newBrowser(t, s.main.WebURL()), newBrowser(t, s.main.WebURL()),
		newBrowser(t, s.main.WebURL())
	for login, b := range map[string]browser{"/professor clara": clara, "/kiosk porta-1": porta} {
		page, login, _ := strings.Cut(login, " ")
		b.send(t, page+"/entrar", url.Values{"login": {login}, "code": {s.codes[login]}})
	}
	clara.at, porta.at = other, other // the cookies are those of the host, for any port
	if _, text := clara.send(t, "/professor/abrir", openCoded); !strings.Contains(text,
		"Turma 3030") {
		t.Fatalf("the teacher's session there: %s", text)
	}
	if resp, text := porta.send(t, "/kiosk", entryOf("1"), asScript); !strings.Contains(text,
		"registered") {
		t.Errorf("the kiosk's session there: %s %s", resp.Status, text)
	}
	_, form := phone.visit(t, "/3030/"+roomCode(t, s.login(t, "clara")).QR)
	answer := entryOf("190012345")
	answer.Set("ticket", field(t, form, "ticket"))
	answer.Set("id", field(t, form, "id"))
	phone.at = other
	resp, text := phone.send(t, "/present", answer)
	if !strings.Contains(text, "Presença registrada") {
		t.Errorf("the ticket there: %s", text)
	}
	phone.at = s.main.WebURL()
	if _, text := phone.visit(t, resp.Request.URL.Path); !strings.Contains(text, "final 345") {
		t.Errorf("the receipt here: %s", text)
	}
	if _, text := phone.visit(t, "/3030"); !strings.Contains(text, "Sou 190012345") {
		t.Errorf("the phone is forgotten: %s", text)
	}
}

// TestGatewaysCertificateIsRenewed while it serves, beside a coordinator and alone, without a
// connection being cut.
func TestGatewaysCertificateIsRenewed(t *testing.T) {
	t.Parallel()
	cert := certify(t, natstest.NewAuthority(t))
	cfg := config(t)
	cfg.TLS, cfg.Web.Listen = cert.TLS, "127.0.0.1:0"
	var trusted nats.Options
	if err := cert.trust(t)(&trusted); err != nil {
		t.Fatal(err)
	}
	s := startSchool(t, cfg, cert.trust(t))
	s.enrol(t)
	alone := s.secondPage(t, cfg)
	for name, page := range map[string]struct {
		url    string
		reload func()
	}{
		"beside": {s.main.WebURL(), s.main.ReloadCertificate},
		"alone":  {alone.URL(), alone.ReloadCertificate},
	} {
		before := newBrowser(t, page.url)
		before.Transport.(*http.Transport).TLSClientConfig = trusted.TLSConfig
		resp, _ := before.visit(t, "/")
		first := resp.TLS.PeerCertificates[0]
		cert.issue(t, time.Now().Add(-time.Hour), time.Now().Add(2*time.Hour))
		page.reload()
		if resp, _ := before.visit(t, "/"); !resp.TLS.PeerCertificates[0].Equal(first) {
			t.Errorf("%s: a connection was cut", name)
		}
		conn, err := tls.Dial("tcp", strings.TrimPrefix(page.url, "https://"), trusted.TLSConfig)
		if err != nil {
			t.Fatal(err)
		}
		if conn.ConnectionState().PeerCertificates[0].Equal(first) {
			t.Errorf("%s: the renewed certificate is not shown", name)
		}
		_ = conn.Close()
	}
}
