package connect

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"sync"
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
	admitFor = 3500 * time.Millisecond
	// greetFor is how long a server may say nothing the first time that it is tried. A
	// NATS server speaks at once; whether it is one is looked into then.
	greetFor    = time.Second
	pingEvery   = 3 * time.Second
	pingsMissed = 2
	pause       = 250 * time.Millisecond
	// a wrong login is told so after a second: nobody is told to wait for that
	sayAfter     = 1250 * time.Millisecond
	reconnectMax = -1
)

// ErrSilent: a server is there, and lets nobody in: no coordinator answers it.
var ErrSilent = errors.New("the server does not answer")

// Events tell what becomes of the connection. All must be set.
type Events struct {
	Ignored func(*ContextError) // the selected context cannot be used, and is not needed
	Trouble func(*Unconnected)  // once: no server has let us in at the first try; it goes on trying
	Waiting func(Target)        // more than a second has passed, no server has let us in yet
	Lost    func()              // reconnecting has begun
	Back    func(url string)    // and has succeeded
}

// Silence is for who wants to hear of nothing.
var Silence = Events{
	Ignored: func(*ContextError) {},
	Trouble: func(*Unconnected) {},
	Waiting: func(Target) {},
	Lost:    func() {},
	Back:    func(string) {},
}

// Connect waits for a server until the timeout or ctx is over, or until there is nothing
// to wait for: what is in the way will not pass by itself, or the login is turned away.
// The error is then an [*Unconnected]. Before it connects it may be an [*AddressError], a
// [*ContextError], a [*FileError] or a [*MissingPasswordError]. No error has a secret in
// it.
//
// The connection closes by itself when its login is refused twice in a row: then
// the login was removed or has a new code. As long as no coordinator is there to
// tell, it goes on trying.
func (f *Flags) Connect(ctx context.Context, events Events) (*nats.Conn, error) {
	to, err := f.settings()
	if err != nil {
		return nil, err
	}
	if to.ignored != nil {
		events.Ignored(to.ignored)
	}
	if err := f.keep(&to.Options, events); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	say := time.AfterFunc(sayAfter, func() { events.Waiting(to.target()) })
	defer say.Stop()
	return to.retry(ctx, events)
}

// retry tries until there is a connection, or no use in trying.
func (s settings) retry(ctx context.Context, events Events) (*nats.Conn, error) {
	for patience := greetFor; ; patience = 0 {
		nc, failures := try(s.Options, patience)
		if nc != nil {
			return nc, nil
		}
		wrong := &Unconnected{From: s.from, Failures: failures}
		if wrong.final() {
			return nil, wrong
		}
		if patience > 0 {
			events.Trouble(wrong)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return nil, context.Cause(ctx)
			}
			return nil, wrong.giveUp()
		}
	}
}

// try connects to any of the servers. When it cannot it finds out about each of them.
func try(to nats.Options, patience time.Duration) (*nats.Conn, []*Failure) {
	nc, one := tryOne(to, patience)
	if nc != nil {
		return nc, nil
	}
	if one.dialer.dials <= 1 && len(to.Servers) == 1 || refusesLogin(one.err) {
		return nil, []*Failure{one.failure()}
	}
	return nil, tryEach(to, patience)
}

// tryEach connects to each of the servers by itself: nats.go tells what was wrong with
// the last one only, which may be one that a cluster has told of.
func tryEach(to nats.Options, patience time.Duration) []*Failure {
	to.IgnoreDiscoveredServers = true
	failures := make([]*Failure, len(to.Servers))
	var trying sync.WaitGroup
	for i, server := range to.Servers {
		trying.Go(func() {
			to := to
			to.Servers = []string{server}
			nc, failed := tryOne(to, patience)
			if nc != nil { // it has come just now, and the next try finds it
				nc.Close()
				failed.err = io.EOF
			}
			failures[i] = failed.failure()
		})
	}
	trying.Wait()
	return failures
}

func tryOne(to nats.Options, patience time.Duration) (*nats.Conn, attempt) {
	d := to.CustomDialer.(*dialer).again(patience)
	to.CustomDialer = d
	nc, err := to.Connect()
	if err == nil {
		d.keep()
	}
	return nc, attempt{server: d.of(to.Servers), to: to, dialer: d, err: err}
}

// One connects to one server, once, as a connection of [Flags.Connect] is. The error is
// a [*Failure].
func One(as nats.Options, server string) (*nats.Conn, error) {
	as.Url, as.Servers = "", []string{server}
	if _, ours := as.CustomDialer.(*dialer); !ours {
		as.CustomDialer = newDialer(as)
	}
	nc, failed := tryOne(as, greetFor)
	if nc != nil {
		return nc, nil
	}
	return nil, failed.failure()
}

// keep says how a connection is kept, and who is told what becomes of it.
func (f *Flags) keep(o *nats.Options, events Events) error {
	reach := Seal
	if f.Insecure {
		reach = Unseal
	}
	for _, option := range append(f.kept(events), reach) {
		if err := option(o); err != nil {
			return err
		}
	}
	return nil
}

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

// TurnedAway tells whether err says that the login was refused by a server.
func TurnedAway(err error) bool {
	u, ok := errors.AsType[*Unconnected](err)
	return ok && slices.ContainsFunc(u.Failures, func(f *Failure) bool {
		return f.Kind == BadLogin
	})
}
