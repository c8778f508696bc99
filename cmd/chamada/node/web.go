package node

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// Web is the page for phones and teachers.
type Web struct {
	Listen string // HOST:PORT, empty is off
	Plain  bool   // HTTP without TLS beyond the loopback
	// shared by all gateways; empty: of the secret, or a file in the data directory
	KeyFile string
	URL     string   // what the addresses of pages begin with; empty: of where it listens
	Names   []string // by which this machine may be called
}

// PageConfig is what the page needs.
type PageConfig struct {
	Web
	// zero: the page is served without
	TLS TLS
	// the gateway's; the page closes it
	Seat *nats.Conn
	// nil: there are no logins
	LogIn  func(ctx context.Context, login, code string) (*nats.Conn, error)
	Key    web.Key
	Logger *slog.Logger
	Now    func() time.Time

	certificate *certificate // of TLS
}

// Page is the page, served until it is stopped.
type Page struct {
	cfg      PageConfig
	listener net.Listener
	server   *http.Server
	gateway  *web.Gateway
}

// stopWithin is how long pages under way may take at the stop.
const stopWithin = 2 * time.Second

// StartPage serves the page. The error is an [*Error].
func StartPage(cfg PageConfig) (*Page, error) {
	if err := cfg.Web.check(cfg.TLS); err != nil {
		return nil, err
	}
	if cfg.TLS.Cert != "" && cfg.certificate == nil {
		c, err := newCertificate(cfg.TLS, cfg.Now)
		if err != nil {
			return nil, err
		}
		cfg.certificate = c
	}
	l, err := listenHTTP(cfg.Listen)
	if err != nil {
		return nil, &Error{Flag: "--web", Err: err}
	}
	p := &Page{cfg: cfg, listener: l}
	p.gateway = web.New(web.Config{
		Seat: cfg.Seat, LogIn: cfg.LogIn, Key: cfg.Key, Secure: cfg.certificate != nil,
		Names: cfg.Names,
		Site:  p.URL(), Logger: cfg.Logger, Now: cfg.Now,
	})
	if most, few := web.Connections(); few {
		cfg.Logger.Warn("the page takes few connections: let the process open more files",
			"connections", most)
	}
	p.server = web.Server(p.gateway, cfg.Logger)
	// always an error: at the stop
	go func() { _ = p.server.Serve(web.Bounded(l, cfg.encryption(), p.URL())) }()
	return p, nil
}

func (c PageConfig) encryption() *tls.Config {
	if c.certificate == nil {
		return nil
	}
	return c.certificate.forClients()
}

// URL is where phones find the page: the first address that others can use.
func (p *Page) URL() string {
	if p.cfg.URL != "" {
		return strings.TrimSuffix(p.cfg.URL, "/")
	}
	scheme := "http://"
	if p.cfg.certificate != nil {
		scheme = "https://"
	}
	at := scheme + p.listener.Addr().String()
	host, _, _ := embedded.ParseListen(p.cfg.Listen)
	if !everyInterface(host) {
		return at
	}
	var names []string
	if p.cfg.certificate != nil {
		names = p.cfg.certificate.names()
	}
	first, _, _ := strings.Cut(shown(at, names), ",")
	return first
}

// ForPhones tells whether others than this machine can come to the page, as far as it knows.
func (p *Page) ForPhones() bool {
	host, _, _ := embedded.ParseListen(p.cfg.Listen)
	return p.cfg.URL != "" || !embedded.Loopback(host)
}

// TeachersURL is where teachers find their pages: without logins on this machine alone, and
// by no other name. It is empty when they find them nowhere.
func (p *Page) TeachersURL() string {
	if p.cfg.LogIn != nil {
		return p.URL() + "/professor"
	}
	host, port, _ := net.SplitHostPort(p.listener.Addr().String())
	if !everyInterface(host) && !embedded.Loopback(host) {
		return ""
	}
	scheme, _, _ := strings.Cut(p.URL(), "://")
	if everyInterface(host) {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/professor"
}

// ReloadCertificate reads the certificate again.
func (p *Page) ReloadCertificate() { p.cfg.certificate.reload(p.cfg.Logger) }

// Stop ends what is under way, and closes the seat.
func (p *Page) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	err := p.server.Shutdown(ctx)
	if err != nil { // projectors look for as long as there is something to see
		err = p.server.Close()
	}
	p.gateway.Close()
	p.cfg.Seat.Close()
	return err
}

// startWeb serves the page beside the coordinator.
func (m *Main) startWeb(context.Context) error {
	if m.cfg.Web.Listen == "" {
		return nil
	}
	key, err := m.webKey()
	if err != nil {
		return err
	}
	seat, err := m.connectGateway()
	if err != nil {
		return err
	}
	m.web, err = StartPage(PageConfig{
		Web: m.cfg.Web, TLS: m.cfg.TLS, certificate: m.certificate.Load(), Seat: seat,
		LogIn: m.pageLogin(), Key: key,
		Logger: m.cfg.Logger, Now: m.cfg.Now,
	})
	if err != nil {
		seat.Close()
		return err
	}
	m.stops = append(m.stops, m.web.Stop)
	m.registry.MustRegister(turnedAway(m.web.gateway))
	return nil
}

// Page is the page that is served beside, nil when it is off.
func (m *Main) Page() *Page { return m.web }

// WebURL is where phones find the page, empty when it is off.
func (m *Main) WebURL() string {
	if m.web == nil {
		return ""
	}
	return m.web.URL()
}

// webKey is what gateways share.
func (m *Main) webKey() (web.Key, error) {
	switch {
	case m.cfg.Web.KeyFile != "":
		return PageKey(m.cfg.Web.KeyFile)
	case m.cfg.Auth:
		return m.secret.Pages(), nil
	case m.cfg.Servers == "":
		return PageKey(filepath.Join(m.cfg.DataDir, "web-key"))
	default:
		return PageKey("")
	}
}

// PageKey is the key of a file, which is made when it is missing; without a file it is one
// that no other gateway has. The error is an [*Error].
func PageKey(file string) (web.Key, error) {
	if file == "" {
		return identity.NewSecret().Pages(), nil
	}
	secret, err := identity.EnsureSecret(file)
	if err != nil { // it speaks of the cluster's secret
		return web.Key{},
			&Error{Flag: "--web-key", Err: fmt.Errorf("%s: %w", file, errors.Unwrap(err))}
	}
	return secret.Pages(), nil
}

// connectGateway is connect, in the gateways' seat where there are logins.
func (m *Main) connectGateway() (*nats.Conn, error) {
	opts := []nats.Option{nats.Name("chamada web")}
	if m.cfg.Auth {
		opts = append(opts, m.secret.Gateway())
	}
	return m.connect(opts...)
}

// loginWithin bounds how long somebody waits who logs in on the page.
const loginWithin = 5 * time.Second

// pageLogin connects somebody under their own login, nil where there are none.
func (m *Main) pageLogin() func(ctx context.Context, login, code string) (*nats.Conn, error) {
	if !m.cfg.Auth {
		return nil
	}
	return func(_ context.Context, login, code string) (*nats.Conn, error) {
		at, how := m.reachByNetwork()
		return nats.Connect(at, append(how,
			nats.Name("chamada web"), nats.UserInfo(login, code), nats.Timeout(loginWithin),
			nats.CustomInboxPrefix(subjects.InboxPrefix(login)),
			nats.MaxReconnects(-1), nats.ReconnectWait(reconnectWait),
			// nats.go's own prints
			nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}),
		)...)
	}
}

// reachByNetwork is reach, but through the network to the own server, too: within the
// process a login that is refused is told so only after 10 s, as each side waits for the
// other to read. Its certificate is known, whatever names it has.
func (m *Main) reachByNetwork() (url string, opts []nats.Option) {
	if m.server == nil {
		return m.reach()
	}
	if c := m.certificate.Load(); c != nil {
		opts = []nats.Option{nats.Secure(c.own())}
	}
	return m.server.ClientURL(), opts
}

// check refuses to have what people type on the page be read on the way.
func (w Web) check(secure TLS) error {
	if w.Listen == "" {
		return nil
	}
	host, _, err := embedded.ParseListen(w.Listen)
	switch {
	case err != nil:
		return &Error{Flag: "--web", Err: err}
	case embedded.Loopback(host), w.Plain, secure.Cert != "":
		return nil
	default:
		return &Error{Flag: "--web", Err: &PlainPageError{Listen: w.Listen}}
	}
}
