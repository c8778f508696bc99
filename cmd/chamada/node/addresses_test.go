package node_test

import (
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
)

// TestShownAddressesCanBeDialed has a node on every interface: none of what it shows is
// an address that only it understands.
func TestShownAddressesCanBeDialed(t *testing.T) {
	t.Parallel()
	for _, every := range []string{"0.0.0.0:0", ":0"} {
		cfg := config(t)
		cfg.Listen, cfg.HTTP, cfg.Insecure = every, every, true
		m := start(t, cfg)
		for at := range strings.SplitSeq(m.PublicURL()+","+m.PublicHTTPURL(), ",") {
			u, err := url.Parse(at)
			if err != nil || net.ParseIP(u.Hostname()) == nil ||
				net.ParseIP(u.Hostname()).IsUnspecified() {
				t.Errorf("%s shows %s", every, at)
				continue
			}
			nc, err := net.Dial("tcp", u.Host)
			if err != nil {
				t.Error(err)
				continue
			}
			_ = nc.Close()
		}
	}
}

// TestShownNamesAreTheCertificates has clients that check names.
func TestShownNamesAreTheCertificates(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config(t)
	cfg.Listen, cfg.Auth = "0.0.0.0:0", true
	cfg.TLS = node.TLS{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	natstest.NewAuthority(t).Issue(t, cfg.TLS.Cert, cfg.TLS.Key,
		time.Now().Add(-time.Hour), time.Now().Add(time.Hour), "chamada.example", "localhost",
		"*.example", "127.0.0.1")
	if got := start(t, cfg).PublicURL(); !strings.HasPrefix(got, "tls://chamada.example:") ||
		strings.Contains(got, ",") {
		t.Errorf("shown as %s", got)
	}
}
