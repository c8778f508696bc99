package node_test

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// encryptedPage is a page over TLS that phones find by another name than where it listens.
func encryptedPage(t *testing.T) (listens string) {
	t.Helper()
	c := certify(t, natstest.NewAuthority(t))
	cfg := config(t)
	cfg.TLS, cfg.Web.Listen, cfg.Web.URL = c.TLS, "127.0.0.1:0", "https://escola.example"
	at := start(t, cfg).Page().TeachersURL()
	return strings.TrimPrefix(strings.TrimSuffix(at, "/professor"), "https://")
}

// inTheClear speaks HTTP where TLS is spoken, with more than is read of a connection at once.
func inTheClear(t *testing.T, at, method, host, path string) (*http.Response, string) {
	t.Helper()
	b := newBrowser(t, "http://"+at)
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b.do(t, method, path, strings.Repeat("7", 8000), func(r *http.Request) {
		r.Host = host
		r.Header.Set("Padding", strings.Repeat("x", 8000))
	})
}

// TestPageAskedInTheClear has browsers ask for pages without TLS, as they do by themselves where
// somebody types an address without https://: they are led to it, and a form is not.
func TestPageAskedInTheClear(t *testing.T) {
	t.Parallel()
	at := encryptedPage(t)
	for _, c := range []struct {
		method, host, path string
		status             int
		location, text     string
	}{
		{"GET", "10.0.0.7:8443", "/3030", http.StatusTemporaryRedirect,
			"https://escola.example/3030", "só se abre cifrada: https://escola.example/3030\n"},
		{"GET", "evil.example", "/?lang=en", http.StatusTemporaryRedirect,
			"https://escola.example/?lang=en", "opens encrypted only"},
		{"GET", at, "/professor", http.StatusTemporaryRedirect,
			"https://" + at + "/professor", "só se abre cifrada"},
		{"HEAD", "escola.example", "/", http.StatusTemporaryRedirect,
			"https://escola.example/", ""},
		{"POST", "escola.example", "/present", http.StatusBadRequest, "",
			"só se abre cifrada: https://escola.example\n"},
	} {
		resp, text := inTheClear(t, at, c.method, c.host, c.path)
		if resp.StatusCode != c.status || resp.Header.Get("Location") != c.location ||
			!strings.Contains(text, c.text) {
			t.Errorf("%s %s of %s: %s %v %s", c.method, c.path, c.host, resp.Status, resp.Header,
				text)
		}
	}
}

// TestPageAnswersNoGarbage has somebody speak neither TLS nor HTTP, and then one who does.
func TestPageAnswersNoGarbage(t *testing.T) {
	t.Parallel()
	at := encryptedPage(t)
	for _, said := range []string{"\x00\x01", "GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\nHost"} {
		conn, err := net.DialTimeout("tcp", at, natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(natstest.Patience))
		_, _ = io.WriteString(conn, said)
		_ = conn.(*net.TCPConn).CloseWrite()
		if answer, _ := io.ReadAll(conn); len(answer) > 0 {
			t.Errorf("%q is answered by %q", said, answer)
		}
		_ = conn.Close()
	}
	conn, err := tls.Dial("tcp", at, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
}
