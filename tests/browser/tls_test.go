//go:build browser

package browser

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/security"
	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
)

// encrypted gives the school a certificate.
func encrypted(s *school) {
	a := natstest.NewAuthority(s.t)
	dir := s.t.TempDir()
	s.cfg.TLS = node.TLS{
		Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"), CA: a.CA,
	}
	a.Issue(s.t, s.cfg.TLS.Cert, s.cfg.TLS.Key, time.Now().Add(-time.Hour),
		time.Now().Add(time.Hour), "127.0.0.1")
}

// anyCertificate has a browser that does not know the test's authority go on; what clients
// make of certificates is tested in cmd/chamada/node.
func anyCertificate(ctx context.Context, t *chromedp.Target) (none chromedp.Void, err error) {
	_, err = cdp.Call(ctx, t, security.SetIgnoreCertificateErrors,
		security.SetIgnoreCertificateErrorsParams{Ignore: true})
	return none, err
}

// TestOverTLS has the whole way once where everything is encrypted.
func TestOverTLS(t *testing.T) {
	s := newSchool(t, encrypted)
	teacher := s.tab("about:blank", anyCertificate)
	teacher.visit(s.desk + "/professor")
	teacher.enter("#class", class.String())
	teacher.press("main form button")
	teacher.sees("Turma 3030")
	teacher.press("a[href$=projetor]")
	teacher.sees("ao vivo")
	address, _ := teacher.photograph()
	if !strings.HasPrefix(address, "HTTPS://") {
		t.Fatalf("the picture holds %s", address)
	}
	phone := s.phone("about:blank", anyCertificate)
	phone.visit(address)
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")
	s.present("10")
	teacher.sees("…10")
	if script := value[string](phone, "document.cookie"); script != "" {
		t.Errorf("a script reads the cookies %q", script)
	}
	const protocol = "performance.getEntriesByType('navigation')[0].nextHopProtocol"
	if p := value[string](phone, protocol); p != "h2" {
		t.Errorf("the page comes over %q", p)
	}
}
