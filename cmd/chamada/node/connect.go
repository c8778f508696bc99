package node

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/coordinator/embedded"
)

// ClientURL is where clients connect; several are separated by commas. It
// may carry a password: see [Main.PublicURL].
func (m *Main) ClientURL() string {
	if m.server == nil {
		return strings.Join(connect.ServerList(m.cfg.Servers), ",")
	}
	return m.server.ClientURL()
}

// PublicURL is ClientURL to be shown: without passwords, and with addresses that
// others can use when others are listened to.
func (m *Main) PublicURL() string {
	if m.server != nil {
		return m.embeddedURL()
	}
	urls := strings.Split(m.ClientURL(), ",")
	for i, s := range urls {
		urls[i] = connect.Shown(s)
	}
	return strings.Join(urls, ",")
}

// embeddedURL is where people reach the embedded server.
func (m *Main) embeddedURL() string {
	host, _, _ := embedded.ParseListen(m.cfg.Listen)
	if !everyInterface(host) {
		return m.server.ClientURL()
	}
	if at := m.cfg.Cluster.Advertise; at != "" {
		scheme, _, _ := strings.Cut(m.server.ClientURL(), "://")
		return scheme + "://" + at
	}
	var names []string
	if c := m.certificate.Load(); c != nil {
		names = c.names()
	}
	return shown(m.server.ClientURL(), names)
}

const (
	// A server that froze is left for another at the third ping in vain.
	pingEvery = 5 * time.Second
	pingsOut  = 2
	// reconnectWait, with nats.go's jitter, is short beside the election that
	// a lost server means anyway.
	reconnectWait = 250 * time.Millisecond
)

func (m *Main) connect(opts ...nats.Option) (*nats.Conn, error) {
	at, how := m.reach()
	nc, err := nats.Connect(at, m.sealed(slices.Concat(m.options(), how, opts))...)
	if bad, ok := errors.AsType[*url.Error](err); ok {
		err = bad.Err // without the URL, which may have a password
	}
	if err != nil {
		return nil, &Error{Flag: "--server", Err: &ConnectError{Servers: m.PublicURL(), Err: err}}
	}
	return nc, nil
}

// options make a connection that never gives up: a coordinator without NATS
// is of no use, and machines come up in any order. Without handlers of ours
// nats.go prints what goes wrong.
func (m *Main) options() []nats.Option {
	told := uint64(0)
	return []nats.Option{
		nats.RetryOnFailedConnect(true),
		nats.MaxReconnects(-1),
		nats.IgnoreAuthErrorAbort(),
		nats.ReconnectWait(reconnectWait),
		nats.PingInterval(pingEvery),
		nats.MaxPingsOutstanding(pingsOut),
		nats.DisconnectErrHandler(func(nc *nats.Conn, err error) {
			if err != nil { // nil: it is we who close it
				m.cfg.Logger.Warn("lost the connection to NATS", "connection", nc.Opts.Name, "err",
					err)
			}
		}),
		nats.ReconnectErrHandler(func(nc *nats.Conn, err error) {
			if n := nc.Stats().Reconnects + 1; n != told { // once for each time it is gone
				told = n
				m.cfg.Logger.Warn("NATS is not reachable yet; trying until it is", "servers",
					m.PublicURL(), "connection", nc.Opts.Name, "err", err)
			}
		}),
		nats.ErrorHandler(func(nc *nats.Conn, _ *nats.Subscription, err error) {
			m.cfg.Logger.Error("NATS", "connection", nc.Opts.Name, "err", err)
		}),
	}
}
