package node

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/subjects"
)

// Web is the page for phones and teachers.
type Web struct {
	Listen  string   // HOST:PORT, empty is off
	Plain   bool     // HTTP without TLS beyond the loopback
	KeyFile string   // shared by all gateways; empty: of the secret, or a file in the data directory
	URL     string   // what the addresses of pages begin with; empty: of where it listens
	Names   []string // by which this machine may be called
}

// webPage is the gateway and its server.
type webPage struct {
	listener net.Listener
	server   *http.Server
	gateway  *web.Gateway
	seat     *nats.Conn
	secure   bool
}

// stopWithin is how long pages under way may take at the stop.
const stopWithin = 2 * time.Second

func (m *Main) startWeb(context.Context) error {
	if m.cfg.Web.Listen == "" {
		return nil
	}
	key, err := m.webKey()
	if err != nil {
		return &Error{Flag: "--web-key", Err: err}
	}
	l, err := listenHTTP(m.cfg.Web.Listen)
	if err != nil {
		return &Error{Flag: "--web", Err: err}
	}
	seat, err := m.connectGateway()
	if err != nil {
		_ = l.Close()
		return err
	}
	m.web = &webPage{listener: l, seat: seat, secure: m.certificate.Load() != nil}
	m.web.gateway = web.New(web.Config{
		Seat: seat, LogIn: m.pageLogin(), Key: key, Secure: m.web.secure, Names: m.cfg.Web.Names,
		Site: m.WebURL(), Logger: m.cfg.Logger, Now: m.cfg.Now,
	})
	m.web.server = web.Server(m.web.gateway, m.cfg.Logger)
	go func() { _ = m.web.server.Serve(web.Bounded(l, m.webTLS())) }() // always an error: at the stop
	m.stops = append(m.stops, m.web.stop)
	return nil
}

func (m *Main) webTLS() *tls.Config {
	if c := m.certificate.Load(); c != nil {
		return c.forClients()
	}
	return nil
}

// webKey is what gateways share.
func (m *Main) webKey() (web.Key, error) {
	switch {
	case m.cfg.Web.KeyFile != "":
		return web.ReadKey(m.cfg.Web.KeyFile)
	case m.cfg.Auth:
		return web.Key(m.secret.Pages()), nil
	case m.cfg.Servers == "":
		return web.ReadKey(filepath.Join(m.cfg.DataDir, "web-key"))
	default:
		return web.NewKey(), nil
	}
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
		if !subjects.Teacher(login).Valid() {
			return nil, nats.ErrAuthorization
		}
		at, how := m.reachByNetwork()
		return nats.Connect(at, append(how,
			nats.Name("chamada web"), nats.UserInfo(login, code), nats.Timeout(loginWithin),
			nats.CustomInboxPrefix(subjects.InboxPrefix(login)),
			nats.MaxReconnects(-1), nats.ReconnectWait(reconnectWait),
			nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // nats.go's own prints
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

func (p *webPage) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	err := p.server.Shutdown(ctx)
	if err != nil { // projectors look for as long as there is something to see
		err = p.server.Close()
	}
	p.gateway.Close()
	p.seat.Close()
	return err
}

// WebURL is where phones find the page, empty when it is off: the first address
// that others can use.
func (m *Main) WebURL() string {
	switch {
	case m.web == nil:
		return ""
	case m.cfg.Web.URL != "":
		return strings.TrimSuffix(m.cfg.Web.URL, "/")
	}
	scheme := "http://"
	if m.web.secure {
		scheme = "https://"
	}
	at := scheme + m.web.listener.Addr().String()
	host, _, _ := embedded.ParseListen(m.cfg.Web.Listen)
	if !everyInterface(host) {
		return at
	}
	var names []string
	if c := m.certificate.Load(); c != nil {
		names = c.names()
	}
	first, _, _ := strings.Cut(shown(at, names), ",")
	return first
}
