package node_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// certified is a certificate's files, for a name that is not of the loopback.
type certified struct {
	by *natstest.Authority
	node.TLS
}

const host = "chamada.example"

func certify(t *testing.T, by *natstest.Authority) certified {
	t.Helper()
	dir := t.TempDir()
	c := certified{by,
		node.TLS{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"),
			CA: by.CA}}
	c.issue(t, time.Now().Add(-time.Hour), time.Now().Add(time.Hour))
	return c
}

func (c certified) issue(t *testing.T, from, until time.Time) {
	t.Helper()
	c.by.Issue(t, c.Cert, c.Key, from, until, host)
}

// trust makes a client check the certificate, for the name that it has.
func (c certified) trust(t *testing.T) nats.Option {
	t.Helper()
	text, err := os.ReadFile(c.CA)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	return nats.Secure(&tls.Config{ServerName: host, RootCAs: roots})
}

func TestConnectionsAreEncrypted(t *testing.T) {
	t.Parallel()
	cert := certify(t, natstest.NewAuthority(t))
	cfg := config(t)
	cfg.Listen, cfg.TLS = "0.0.0.0:0", cert.TLS // with logins and TLS it may
	s := startSchool(t, cfg, cert.trust(t))
	s.enrol(t)
	ask(t, s.login(t, "clara"), subjects.TeacherStart, `{"class":3030}`)
	ask(t, s.login(t, "205182055"), subjects.StudentPresent, `{"class":3030}`)

	if !strings.HasPrefix(s.main.PublicURL(), "tls://") {
		t.Errorf("shown as %s", s.main.PublicURL())
	}
	login := nats.UserInfo("clara", s.codes["clara"])
	if nc, err := nats.Connect(s.main.ClientURL(), login); err == nil {
		nc.Close()
		t.Error("a client that trusts nobody has connected")
	}
	if got := version(t, s.main.ClientURL(), tls.VersionTLS11); got != 0 {
		t.Errorf("TLS 1.1 is spoken: %x", got)
	}
	if got := version(t, s.main.ClientURL(), tls.VersionTLS12); got != tls.VersionTLS12 {
		t.Errorf("TLS 1.2 is not spoken: %x", got)
	}
}

// version is what a client that speaks up to a version of TLS agrees on with the
// server, 0 when on none.
func version(t *testing.T, at string, most uint16) (agreed uint16) {
	t.Helper()
	nc, err := nats.Connect(at, nats.Secure(&tls.Config{
		InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: most,
		VerifyConnection: func(s tls.ConnectionState) error { agreed = s.Version; return nil },
	}))
	if err == nil {
		nc.Close()
	}
	return agreed
}

// TestCertificateIsRenewed without who is connected noticing, and a bad one is
// not taken.
func TestCertificateIsRenewed(t *testing.T) {
	t.Parallel()
	cert := certify(t, natstest.NewAuthority(t))
	log := new(natstest.Log)
	cfg := config(t)
	cfg.TLS, cfg.Logger = cert.TLS, slog.New(slog.NewTextHandler(log, nil))
	m := start(t, cfg)
	before, err := nats.Connect(m.ClientURL(), cert.trust(t), nats.NoReconnect())
	if err != nil {
		t.Fatal(err)
	}
	defer before.Close()
	first := shown(t, m)

	cert.issue(t, time.Now().Add(-time.Hour), time.Now().Add(2*time.Hour))
	m.ReloadCertificate()
	second := shown(t, m)
	if second == first {
		t.Error("the renewed certificate is not shown")
	}
	if err := os.WriteFile(cert.Cert, []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.ReloadCertificate()
	cert.issue(t, time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour))
	m.ReloadCertificate()
	if shown(t, m) != second {
		t.Error("a bad certificate took the place of a good one")
	}
	if _, health := natstest.Get(t, m.HTTPURL()+"/healthz"); !strings.Contains(health,
		"cannot be used as the certificate") {
		t.Errorf("health says %q of a renewal that failed", health)
	}
	ends := time.Now().Add(time.Minute)
	cert.issue(t, time.Now().Add(-time.Hour), ends)
	m.ReloadCertificate()
	if _, health := natstest.Get(t, m.HTTPURL()+"/healthz"); !strings.Contains(health,
		"ends on ") || strings.Contains(health, "cannot be used") {
		t.Errorf("health says %q of a certificate that is about to end", health)
	}
	_, metrics := natstest.Get(t, m.HTTPURL()+"/metrics")
	for _, want := range []string{"chamada_warnings 1\n", fmt.Sprintf(
		"chamada_certificate_not_after_timestamp_seconds %g\n", float64(ends.Unix()))} {
		if !strings.Contains(metrics, want) {
			t.Errorf("no %q in the metrics:\n%s", want, metrics)
		}
	}
	for _, why := range []string{"cannot be used", "has expired"} {
		if !strings.Contains(log.String(), why) {
			t.Errorf("nothing is said of a certificate that %s:\n%s", why, log)
		}
	}
	ask(t, before, subjects.TeacherStart, `{"class":3030}`)
}

// shown is the serial number of the certificate that a new client gets to see.
func shown(t *testing.T, m *node.Main) (serial string) {
	t.Helper()
	nc, err := nats.Connect(m.ClientURL(), nats.Secure(&tls.Config{
		InsecureSkipVerify: true,
		VerifyConnection: func(s tls.ConnectionState) error {
			serial = s.PeerCertificates[0].SerialNumber.String()
			return nil
		},
	}))
	if err != nil {
		t.Fatal(err)
	}
	nc.Close()
	return serial
}

func TestBadCertificates(t *testing.T) {
	now, authority := time.Now(), natstest.NewAuthority(t)
	missing := certify(t, authority)
	missing.Cert += "x"
	noKey := certify(t, authority)
	noKey.Key += "x"
	noAuthority := certify(t, authority)
	noAuthority.CA = noAuthority.Key
	mixed := certify(t, authority)
	mixed.Key = certify(t, authority).Key
	expired, early := certify(t, authority), certify(t, authority)
	expired.issue(t, now.Add(-2*time.Hour), now.Add(-time.Hour))
	early.issue(t, now.Add(time.Hour), now.Add(2*time.Hour))
	for _, bad := range []struct {
		cert certified
		flag string
		code node.CertificateCode
	}{
		{missing, "--tls-cert", node.CertificateUnreadable},
		{noKey, "--tls-key", node.CertificateUnreadable},
		{noAuthority, "--tls-ca", node.CertificateUnusable},
		{mixed, "--tls-cert", node.CertificateUnusable},
		{expired, "--tls-cert", node.CertificateExpired},
		{early, "--tls-cert", node.CertificateEarly},
	} {
		cfg := config(t)
		cfg.TLS = bad.cert.TLS
		e, ok := errors.AsType[*node.CertificateError](refused(t, cfg, bad.flag))
		if !ok || e.Code != bad.code {
			t.Errorf("got %v, want %s", e, bad.code)
		}
	}
}

func TestCoordinatorOnEncryptedNATS(t *testing.T) {
	t.Parallel()
	authority := natstest.NewAuthority(t)
	cert := certify(t, authority)
	authority.Issue(t, cert.Cert, cert.Key, time.Now().Add(-time.Hour), time.Now().Add(time.Hour),
		"127.0.0.1")
	cfg := config(t)
	cfg.TLS = cert.TLS
	server := start(t, cfg)
	at, err := url.Parse(server.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	start(t, node.Config{Servers: "nats://" + at.Host, TLS: node.TLS{CA: authority.CA}})

	log := new(natstest.Log)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- node.New(node.Config{
			Servers: "nats://" + at.Host, TLS: node.TLS{CA: natstest.NewAuthority(t).CA},
			Logger: slog.New(slog.NewTextHandler(log, nil)),
		}).Run(ctx)
	}()
	natstest.Eventually(t, "it says that it does not trust the server", func() bool {
		return strings.Contains(log.String(), "unknown authority")
	})
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestNodesCheckEachOther: both ends, the one that is called as well.
func TestNodesCheckEachOther(t *testing.T) {
	t.Parallel()
	authority := natstest.NewAuthority(t)
	node, peer, stranger := certify(t, authority), certify(t, authority),
		certify(t, natstest.NewAuthority(t))
	trusting := stranger // of everybody the node is vouched for by
	trusting.CA = authority.CA
	for _, meeting := range []struct {
		caller, called certified
		well           bool
	}{{peer, node, true}, {trusting, node, false}, {node, stranger, false}} {
		caller, called := shake(t, meeting.caller), shake(t, meeting.called)
		if err := meet(t, caller, called); (err == nil) != meeting.well {
			t.Errorf("%s calls %s: %v", meeting.caller.Cert, meeting.called.Cert, err)
		}
	}
	none := shake(t, peer)
	none.GetClientCertificate = nil
	if meet(t, none, shake(t, node)) == nil {
		t.Error("who shows no certificate is a node")
	}
}

func shake(t *testing.T, c certified) *tls.Config {
	t.Helper()
	cfg, err := node.NodesTLS(c.TLS)
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// meet has one end call the other, and tells what the caller thinks of it.
func meet(t *testing.T, caller, called *tls.Config) error {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", called)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() {
		if c, err := l.Accept(); err == nil {
			_ = c.(*tls.Conn).Handshake()
			_ = c.Close()
		}
	}()
	// later ones tell the caller later
	caller.ServerName, caller.MaxVersion = host, tls.VersionTLS12
	c, err := tls.Dial("tcp", l.Addr().String(), caller)
	if err == nil {
		_ = c.Close()
	}
	return err
}
