package connect

import (
	"context"
	"errors"
	"net"
	"os"
	"os/user"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/synadia-io/orbit.go/natscontext"
)

// How a connection is kept: a node that is paused or cut off is given up
// after about 6 s, and reconnecting never is.
const (
	dialFor      = 2 * time.Second
	pingEvery    = 3 * time.Second
	pingsMissed  = 2
	pause        = 250 * time.Millisecond
	sayAfter     = time.Second
	reconnectMax = -1
)

// Events tell what becomes of the connection. All must be set.
type Events struct {
	Waiting func()           // a second has passed, no server is there yet
	Lost    func()           // reconnecting has begun
	Back    func(url string) // and has succeeded
}

// Connect waits for a server until the timeout or ctx is over. A server that
// answers and turns us away is an error at once.
func (f *Flags) Connect(ctx context.Context, events Events) (*nats.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	say := time.AfterFunc(sayAfter, events.Waiting)
	defer say.Stop()
	for {
		nc, err := f.dial(events)
		if err == nil || !absent(err) {
			return nc, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, err
		}
	}
}

// absent tells whether err means that no server is there, yet.
func absent(err error) bool {
	var dial *net.OpError
	var lookup *net.DNSError
	return errors.Is(err, nats.ErrNoServers) || errors.Is(err, nats.ErrTimeout) ||
		errors.As(err, &dial) || errors.As(err, &lookup)
}

// dial is one try. A context, if one is named or selected, is under the flags.
func (f *Flags) dial(events Events) (*nats.Conn, error) {
	options := append(kept(events), f.override)
	if f.Context == "" && !hasHome(user.Current) {
		return nats.Connect("", options...)
	}
	nc, _, err := natscontext.Connect(f.Context, options...)
	return nc, err
}

// hasHome tells whether there is a place where contexts could be, by the same
// rules as natscontext, to which it is an error when there is none. In a
// container there often is none: no $HOME, or a user without a name.
func hasHome(current func() (*user.User, error)) bool {
	if os.Getenv("XDG_CONFIG_HOME") != "" {
		return true
	}
	u, err := current()
	return err == nil && u.HomeDir != ""
}

// kept says how a connection is kept, and who is told what becomes of it.
func kept(events Events) []nats.Option {
	return []nats.Option{
		nats.Name("chamada"),
		nats.Timeout(dialFor),
		nats.PingInterval(pingEvery),
		nats.MaxPingsOutstanding(pingsMissed),
		nats.MaxReconnects(reconnectMax),
		nats.ReconnectWait(pause),
		nats.IgnoreAuthErrorAbort(), // logins too are served by coordinators, and these come back
		nats.NoCallbacksAfterClientClose(),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { events.Lost() }),
		nats.ReconnectHandler(func(nc *nats.Conn) { events.Back(nc.ConnectedUrlRedacted()) }),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // nats.go's own prints
	}
}
