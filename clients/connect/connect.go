package connect

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// How a connection is kept: a node that is paused or cut off is given up
// after about 6 s, and reconnecting never is, unless the login is refused.
const (
	dialFor = 2 * time.Second
	// admitFor is how long a server may take to let us in. It asks a coordinator
	// first, and when none answers it refuses, after 4 s, in the same words as a
	// wrong login. By then we have left: a refusal that we hear of is a verdict.
	admitFor     = 3500 * time.Millisecond
	pingEvery    = 3 * time.Second
	pingsMissed  = 2
	pause        = 250 * time.Millisecond
	sayAfter     = 1250 * time.Millisecond // a wrong login is told so after a second: nobody is told to wait for that
	reconnectMax = -1
)

// ErrSilent: a server is there, and lets nobody in: no coordinator answers it.
var ErrSilent = errors.New("the server does not answer")

// Events tell what becomes of the connection. All must be set.
type Events struct {
	Waiting func()           // more than a second has passed, no server has let us in yet
	Lost    func()           // reconnecting has begun
	Back    func(url string) // and has succeeded
}

// Connect waits for a server until the timeout or ctx is over; the error is then
// nats.ErrNoServers or [ErrSilent]. A server that answers and turns us away is an
// error at once, nats.ErrAuthorization when it is the login. So is a
// [*MissingPasswordError]. No error has a secret in it.
//
// The connection closes by itself when its login is refused twice in a row: then
// the login was removed or has a new code. As long as no coordinator is there to
// tell, it goes on trying.
func (f *Flags) Connect(ctx context.Context, events Events) (*nats.Conn, error) {
	to, err := f.settings(f.kept(events)...)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	say := time.AfterFunc(sayAfter, events.Waiting)
	defer say.Stop()
	for {
		nc, err := to.Connect()
		if err == nil || !absent(err) {
			return nc, withoutURL(err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return nil, context.Cause(ctx)
			}
			return nil, given(err)
		}
	}
}

// absent tells whether err means that no server is there, yet.
func absent(err error) bool {
	return errors.Is(err, nats.ErrNoServers) || errors.Is(err, nats.ErrTimeout) ||
		failure[*net.OpError](err) || failure[*net.DNSError](err) || pinged(err)
}

// pinged tells whether we were let wait for longer than about 2 s, after which a
// server with default options pings, and nats.go, which expects nothing else than
// to be let in or refused, gives up. It has no error of its own for that.
func pinged(err error) bool { return strings.HasSuffix(err.Error(), "got 'PING'") }

// given is what absence comes to when it is given up.
func given(err error) error {
	if e, ok := errors.AsType[*net.OpError](err); pinged(err) || ok && e.Op != "dial" && e.Timeout() {
		return fmt.Errorf("%w: %w", ErrSilent, err)
	}
	return fmt.Errorf("%w: %w", nats.ErrNoServers, err)
}

func failure[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// kept says how a connection is kept, and who is told what becomes of it.
func (f *Flags) kept(events Events) []nats.Option {
	return []nats.Option{
		nats.Name("chamada"),
		nats.Dialer(&net.Dialer{Timeout: min(dialFor, f.Timeout)}),
		nats.Timeout(min(admitFor, f.Timeout)),
		nats.PingInterval(pingEvery),
		nats.MaxPingsOutstanding(pingsMissed),
		nats.MaxReconnects(reconnectMax),
		nats.ReconnectWait(pause),
		nats.NoCallbacksAfterClientClose(),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { events.Lost() }),
		nats.ReconnectHandler(func(nc *nats.Conn) { events.Back(nc.ConnectedUrlRedacted()) }),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // nats.go's own prints
	}
}
