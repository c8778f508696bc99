package node

import (
	"context"
	"crypto/tls"
	"log/slog"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/connect"
)

// readCertificate reads what TLS needs, on the embedded server or to reach an
// existing one.
func (m *Main) readCertificate(context.Context) (err error) {
	if m.cfg.Servers != "" {
		m.roots, err = readRoots(m.cfg.TLS.CA)
		return err
	}
	if m.cfg.TLS.Cert == "" {
		return nil
	}
	c, err := newCertificate(m.cfg.TLS, m.cfg.Now)
	if err != nil {
		return err
	}
	m.certificate.Store(c)
	m.registry.MustRegister(c.endGauge())
	return nil
}

// reach is where this process connects, and how. To its own server it does without
// the network: that costs less at any load, and a certificate need not be for the
// loopback.
func (m *Main) reach() (url string, opts []nats.Option) {
	switch {
	case m.server != nil:
		return nats.DefaultURL, []nats.Option{nats.InProcessServer(m.server)}
	case m.roots != nil:
		return m.ClientURL(),
			[]nats.Option{nats.Secure(&tls.Config{MinVersion: tls.VersionTLS12, RootCAs: m.roots})}
	default:
		return m.ClientURL(), nil
	}
}

// sealed has a login go to no server of another machine without TLS, unless the operator
// wants that. To the own server it goes without the network.
func (m *Main) sealed(opts []nats.Option) []nats.Option {
	if m.server != nil || m.cfg.Insecure {
		return opts
	}
	return append(opts, connect.Seal)
}

// ReloadCertificate reads the certificate and its key again, for who connects from
// now on. When they cannot be used the old ones stay, and the log says so, as it does
// when there is none.
func (m *Main) ReloadCertificate() { m.certificate.Load().reload(m.cfg.Logger) }

func (c *certificate) reload(log *slog.Logger) {
	if c == nil {
		log.Info("there is no certificate to read again, nothing was done")
		return
	}
	err := c.read()
	c.refused.Store(err != nil)
	if err != nil {
		log.Error("the new certificate is not used, the old one stays", "err", err, "expires",
			c.current.Load().Leaf.NotAfter)
		return
	}
	log.Info("the certificate was read again", "expires", c.current.Load().Leaf.NotAfter)
}
