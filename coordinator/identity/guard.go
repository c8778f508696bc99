package identity

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// maxRate is how many messages a second a student or teacher may send. One who
	// tries again and again sends three, and a teacher's script some hundreds; what
	// the coordinators notice is far above. The other roles are many people at once,
	// or trusted.
	maxRate = 1000
	// maxConnections is how many connections a student's or teacher's login may have.
	maxConnections = 16
	// suspectEvery is of how many times that a login was let in one has its
	// connections counted.
	suspectEvery = 8
	// shutFor is how long a login is shut out that was over these, or logs in more often
	// than its bucket has room for.
	shutFor = time.Minute
	// watchEvery is how often is looked at who sends how much.
	watchEvery = time.Second
)

// logins is how often a login with a role may come at once, and how often again each
// second: a phone that loses its network comes some ten times a minute, a teacher's
// script once for each command.
var logins = map[Role]struct{ atOnce, again float64 }{Student: {120, 2}, Teacher: {2000, 10}}

// guard shuts out for a while who floods the servers: requests of all wait in the
// same queues, and the servers limit neither how much one sends nor how
// many connections a login has. Every coordinator finds the same by itself.
type guard struct {
	now func() time.Time
	log *slog.Logger
	cut func(login string, had Role)

	suspects chan connected // whose connections are to be counted

	mu       sync.Mutex
	shut     map[string]time.Time // login: until when
	admitted map[string]*admissions

	watch
}

// admissions are how often a login was let in.
type admissions struct {
	n    int
	used float64 // of what it may at once
	last time.Time
}

func newGuard(now func() time.Time, log *slog.Logger, cut func(string, Role)) *guard {
	return &guard{
		now: now, log: log, cut: cut, suspects: make(chan connected, 16),
		shut: map[string]time.Time{}, admitted: map[string]*admissions{},
	}
}

// guarded tells whether a role is held to the limits.
func guarded(role Role) bool { return logins[role].atOnce > 0 }

// admits tells whether a login may be let in now, and counts it.
func (g *guard) admits(login string, role Role) bool {
	if !guarded(role) {
		return true
	}
	if g.isShut(login) {
		return false
	}
	n, often := g.count(login, role)
	if often {
		g.shutOut(login, role, "too many logins", n)
		return false
	}
	if n%suspectEvery == 0 {
		select {
		case g.suspects <- connected{login, role}:
		default: // it will be again
		}
	}
	return true
}

func (g *guard) isShut(login string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, ok := g.shut[login]
	if ok && !g.now().Before(until) {
		delete(g.shut, login)
		return false
	}
	return ok
}

// count counts a login, and tells whether that is too often.
func (g *guard) count(login string, role Role) (n int, often bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	a := g.admitted[login]
	if a == nil {
		a = &admissions{}
		g.admitted[login] = a
	}
	now := g.now()
	if passed := now.Sub(a.last).Seconds(); passed > 0 {
		a.used = max(0, a.used-passed*logins[role].again)
	}
	a.last = now
	a.n++
	a.used++
	return a.n, a.used > logins[role].atOnce
}

func (g *guard) shutOut(login string, role Role, why string, n int) {
	if !g.shuts(login) {
		return
	}
	g.log.Warn("a login is shut out for a while: "+why, "login", login, "role", role, "count", n,
		"for", shutFor)
	g.cut(login, role)
}

// shuts is false for who is shut out already.
func (g *guard) shuts(login string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if now.Before(g.shut[login]) {
		return false
	}
	g.shut[login] = now.Add(shutFor)
	return true
}

// run watches until ctx is done, over a connection in the system account.
func (g *guard) run(ctx context.Context, system *nats.Conn) error {
	g.system = system
	busy := make(chan *nats.Msg, maxBusy)
	sub, err := system.ChanSubscribe(busySubject, busy)
	if err != nil {
		return err
	}
	defer func() { _ = sub.Unsubscribe() }()
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	talks := g.listen(ctx)
	for {
		select {
		case who := <-g.suspects:
			g.connections(ctx, who)
		case said := <-talks:
			g.tell(busyLogins{Server: g.server, Talks: busyTalks(said)})
		case m := <-busy:
			g.receive(m)
		case <-tick.C:
			g.look(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

// listen has what is said beside messages told once a second, where that is known.
func (g *guard) listen(ctx context.Context) <-chan map[connected]float64 {
	if g.wire.Lines == nil {
		return nil
	}
	talks := make(chan map[connected]float64, 1)
	t := newTalk(g.wire, func(who connected, much excess) {
		// The others shut it out as well, or it would be theirs next.
		told := map[string]float64{ownName(who.role, who.login): much.n}
		if much.why == tooMuchTalk {
			g.tell(busyLogins{Server: g.server, Talks: told})
		} else {
			g.tell(busyLogins{Server: g.server, Rates: told})
		}
		g.shutOut(who.login, who.role, much.why, int(much.n))
	}, time.Now())
	go t.run(ctx, func(said map[connected]float64) {
		select {
		case talks <- said:
		case <-ctx.Done():
		}
	})
	return talks
}

func (g *guard) connections(ctx context.Context, who connected) {
	open, err := connectionsOf(ctx, g.system, who.login, who.role)
	if err != nil {
		g.log.Debug("counting connections", "login", who.login, "err", err)
		return
	}
	if len(open) > maxConnections {
		g.shutOut(who.login, who.role, "too many connections", len(open))
	}
}
