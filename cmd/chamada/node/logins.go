package node

import (
	"context"
	"errors"
	"net/netip"
	"path/filepath"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
)

// readSecret reads the secret of the logins. A server that stands alone makes it
// the first time; several, each with one of its own, would not be one system.
func (m *Main) readSecret(context.Context) (err error) {
	if !m.cfg.Auth {
		return nil
	}
	if m.cfg.Servers == "" {
		if err := embedded.MakeDataDir(m.cfg.DataDir); err != nil {
			return flagged(err)
		}
	}
	path, read := m.cfg.secretFile(), identity.EnsureSecret
	if m.cfg.Servers != "" || m.cfg.Cluster.Listen != "" {
		read = identity.ReadSecret
	}
	if m.secret, err = read(path); err != nil {
		return &Error{Flag: "--secret", Err: &SecretError{File: path, Err: err}}
	}
	return nil
}

// NATSConfig is what the servers of an existing NATS must have in their
// configuration for the logins of the secret, which is made when it is missing.
// There is no secret in it. The error is an [*Error].
func (c Config) NATSConfig() (string, error) {
	secret, err := identity.EnsureSecret(c.secretFile())
	if err != nil {
		return "", &Error{Flag: "--secret", Err: &SecretError{File: c.secretFile(), Err: err}}
	}
	return identity.ServerConfig(secret.Public()), nil
}

func (c Config) secretFile() string {
	if c.Secret != "" {
		return c.Secret
	}
	return filepath.Join(c.DataDir, "secret")
}

// checkServers refuses an existing NATS that knows no keys, and so no logins, or that a
// login would go to in the clear. One that cannot be reached yet is tried again by who
// needs it.
func (m *Main) checkServers(context.Context) error {
	if m.cfg.Servers == "" || !m.cfg.Auth && !strings.Contains(m.cfg.Servers, "@") {
		return nil
	}
	at, opts := m.reach()
	if m.cfg.Auth {
		opts = append(opts, m.secret.Coordinator())
	}
	nc, err := nats.Connect(at, m.sealed(opts)...)
	switch {
	case err == nil:
		nc.Close()
	case errors.Is(err, nats.ErrNkeysNotSupported):
		return &Error{Flag: "--auth", Err: &OpenServersError{Servers: m.PublicURL()}}
	case errors.Is(err, nats.ErrSecureConnWanted), errors.Is(err, connect.ErrClear):
		return &Error{Flag: "--server", Err: &ClearLoginError{Servers: m.PublicURL()}}
	}
	return nil
}

// startLogins answers who may connect from here on.
func (m *Main) startLogins(ctx context.Context) error {
	if !m.cfg.Auth {
		return nil
	}
	cfg := identity.Config{
		Secret:     m.secret,
		Connect:    m.connect,
		Replicas:   m.cfg.replicas(),
		Logger:     m.cfg.Logger,
		Now:        m.cfg.Now,
		FirstAdmin: m.cfg.FirstAdmin,
	}
	if m.server != nil {
		cfg.Server, cfg.Account, cfg.Traffic = m.server.ID(), m.addAccount, m.server.Received
		cfg.Wire = m.wire()
	}
	if m.cfg.alone() {
		cfg.NoteIn = m.cfg.DataDir
	}
	m.logins = identity.New(cfg)
	m.registry.MustRegister(shutOuts(m.logins))
	m.launch(ctx, m.logins.Run)
	return nil
}

// addAccount makes an account of logins on the embedded server.
func (m *Main) addAccount(a identity.Account) error {
	made := embedded.Account{Name: a.Name, From: identity.AccountCoordinators, Streams: a.Streams}
	for _, i := range a.Requests {
		made.Requests = append(made.Requests, embedded.Import(i))
	}
	return m.server.AddAccount(made)
}

// wire is what the machine counts of the embedded server's connections.
func (m *Main) wire() identity.Wire {
	return identity.Wire{
		Lines: func() map[netip.AddrPort]identity.Line {
			lines := map[netip.AddrPort]identity.Line{}
			for at, l := range m.server.Lines() {
				lines[at] = identity.Line(l)
			}
			return lines
		},
		Clients: func() map[netip.AddrPort]identity.Client {
			clients := map[netip.AddrPort]identity.Client{}
			for at, c := range m.server.Clients() {
				clients[at] = identity.Client(c)
			}
			return clients
		},
		Close: m.server.CloseClient,
	}
}

// connectCoordinator is connect, as a coordinator where there are logins.
func (m *Main) connectCoordinator(opts ...nats.Option) (*nats.Conn, error) {
	if m.cfg.Auth {
		opts = append(opts, m.secret.Coordinator())
	}
	return m.connect(opts...)
}
