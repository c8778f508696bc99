package node

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// TLS is how connections are encrypted. The zero value is not at all.
type TLS struct {
	// Cert and Key are PEM files of the embedded server's certificate, first its
	// own and then those that vouch for it, and its key. Clients are shown it,
	// and the other nodes of a cluster.
	Cert, Key string
	// CA is a PEM file of the authorities that vouch for the other nodes, or for the
	// servers of an existing NATS. Empty: those that the system trusts.
	CA string
}

// certificate shows the embedded server's certificate and checks those of others.
type certificate struct {
	files   TLS
	now     func() time.Time
	roots   *x509.CertPool // nil: the system's
	current atomic.Pointer[tls.Certificate]
	refused atomic.Bool // what the files have now cannot be used
}

func newCertificate(files TLS, now func() time.Time) (c *certificate, err error) {
	c = &certificate{files: files, now: now}
	if c.roots, err = readRoots(files.CA); err != nil {
		return nil, err
	}
	return c, c.read()
}

// The formats of what is wrong with a certificate that is in use, with a file and, but for the
// last, when it ends.
const (
	WarnExpires = "the certificate in %s ends on %s, and nobody connects after that: renew it and " +
		"send SIGHUP to the server"
	WarnExpired = "the certificate in %s ended on %s, and nobody connects any more: renew it and " +
		"send SIGHUP to the server"
	WarnNotRenewed = "what is in %s now, or in its key, cannot be used as the certificate, and the " +
		"one of before is shown: the log says why"
)

// lastPart is what is left of the time of a certificate when it should long be renewed.
const lastPart = 10

// warnings are what somebody should look at before clients see it. Without a certificate there is
// nothing.
func (c *certificate) warnings() (all []string) {
	if c == nil {
		return nil
	}
	leaf, now := c.current.Load().Leaf, c.now()
	ends := leaf.NotAfter.UTC().Format(time.DateTime) + " UTC"
	switch left := leaf.NotAfter.Sub(now); {
	case left < 0:
		all = append(all, fmt.Sprintf(WarnExpired, c.files.Cert, ends))
	case left < leaf.NotAfter.Sub(leaf.NotBefore)/lastPart:
		all = append(all, fmt.Sprintf(WarnExpires, c.files.Cert, ends))
	}
	if c.refused.Load() {
		all = append(all, fmt.Sprintf(WarnNotRenewed, c.files.Cert))
	}
	return all
}

// endGauge tells a scrape when the certificate that is shown ends.
func (c *certificate) endGauge() prometheus.Collector {
	opts := prometheus.GaugeOpts{Name: "chamada_certificate_not_after_timestamp_seconds",
		Help: "When the certificate that is shown ends, in seconds since 1970."}
	return prometheus.NewGaugeFunc(opts, func() float64 {
		return float64(c.current.Load().Leaf.NotAfter.Unix())
	})
}

// read shows what the files have from now on, to who connects. When they cannot
// be used it goes on with what it had. The error is an [*Error].
func (c *certificate) read() error {
	cert, err := readPEM("--tls-cert", c.files.Cert)
	if err != nil {
		return err
	}
	key, err := readPEM("--tls-key", c.files.Key)
	if err != nil {
		return err
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return badCertificate("--tls-cert",
			CertificateError{Code: CertificateUnusable, File: c.files.Cert, Err: err})
	}
	switch now := c.now(); {
	case now.After(pair.Leaf.NotAfter):
		return badCertificate("--tls-cert",
			CertificateError{Code: CertificateExpired, File: c.files.Cert,
				Time: pair.Leaf.NotAfter})
	case now.Before(pair.Leaf.NotBefore):
		return badCertificate("--tls-cert",
			CertificateError{Code: CertificateEarly, File: c.files.Cert, Time: pair.Leaf.NotBefore})
	}
	c.current.Store(&pair)
	return nil
}

func readPEM(flag, file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil,
			badCertificate(flag,
				CertificateError{Code: CertificateUnreadable, File: file, Err: err})
	}
	return text, nil
}

func readRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	text, err := readPEM("--tls-ca", file)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		return nil,
			badCertificate("--tls-ca",
				CertificateError{Code: CertificateUnusable, File: file,
					Err: errors.New("there is no certificate in it")})
	}
	return roots, nil
}

func badCertificate(flag string, e CertificateError) error { return &Error{Flag: flag, Err: &e} }

// forClients is what clients of the embedded server are shown.
func (c *certificate) forClients() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return c.current.Load(), nil
		},
	}
}

// own is for a connection to the own server: it must show this very certificate.
func (c *certificate) own() *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true, // in favour of what follows
		VerifyConnection: func(peer tls.ConnectionState) error {
			if !peer.PeerCertificates[0].Equal(c.current.Load().Leaf) {
				return errors.New("another server answers in place of the own one")
			}
			return nil
		},
	}
}

// forNodes is what the nodes of a cluster show each other. The node that
// connects checks the name, too. The other one checks only the authority: connections come from
// any address. For that a certificate is good whatever usage it names; the public
// authorities no longer give one for clients.
func (c *certificate) forNodes() *tls.Config {
	cfg := c.forClients()
	cfg.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return c.current.Load(), nil
	}
	cfg.RootCAs = c.roots
	cfg.ClientAuth = tls.RequireAnyClientCert
	cfg.VerifyConnection = c.vouchedFor
	return cfg
}

func (c *certificate) vouchedFor(peer tls.ConnectionState) error {
	between := x509.NewCertPool()
	for _, cert := range peer.PeerCertificates[1:] {
		between.AddCert(cert)
	}
	_, err := peer.PeerCertificates[0].Verify(x509.VerifyOptions{
		Roots: c.roots, Intermediates: between, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
		CurrentTime: c.now(),
	})
	return err
}
