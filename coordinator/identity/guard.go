package identity

import (
	"context"
	"log/slog"
	"slices"
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
	// shutFor is how long a login is shut out that was over these.
	shutFor = time.Minute
	// watchEvery is how often the busiest connections are looked at.
	watchEvery = time.Second
	// busiest bounds how many of them in an account, on each server.
	busiest = 64
)

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
	admitted map[string]int       // login: how often it was let in

	// Of the goroutine that watches.
	sent   map[connection]uint64 // messages, when last looked at
	looked time.Time
}

func newGuard(now func() time.Time, log *slog.Logger, cut func(string, Role)) *guard {
	return &guard{
		now: now, log: log, cut: cut, suspects: make(chan connected, 16),
		shut: map[string]time.Time{}, admitted: map[string]int{}, sent: map[connection]uint64{},
	}
}

// guarded are the roles that are held to the limits.
var guarded = []Role{Student, Teacher}

// admits tells whether a login may be let in now, and counts it.
func (g *guard) admits(login string, role Role) bool {
	if !slices.Contains(guarded, role) {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if until, ok := g.shut[login]; ok {
		if g.now().Before(until) {
			return false
		}
		delete(g.shut, login)
	}
	if g.admitted[login]++; g.admitted[login]%suspectEvery == 0 {
		select {
		case g.suspects <- connected{role.Account(), login}:
		default: // it will be again
		}
	}
	return true
}

func (g *guard) shutOut(login string, role Role, why string, n int) {
	g.mu.Lock()
	g.shut[login] = g.now().Add(shutFor)
	g.mu.Unlock()
	g.log.Warn("a login is shut out for a while: "+why, "login", login, "role", role, "count", n, "for", shutFor)
	g.cut(login, role)
}

// run watches until ctx is done, over a connection in the system account.
func (g *guard) run(ctx context.Context, system *nats.Conn) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case who := <-g.suspects:
			g.count(ctx, system, who)
		case <-tick.C:
			g.look(ctx, system)
		case <-ctx.Done():
			return
		}
	}
}

func (g *guard) count(ctx context.Context, system *nats.Conn, who connected) {
	open, err := connections(ctx, system, map[string]any{"acc": who.account, "user": who.name})
	if err != nil {
		g.log.Debug("counting connections", "login", who.name, "err", err)
		return
	}
	if len(open) > maxConnections {
		g.shutOut(who.name, roleOf(who.account), "too many connections", len(open))
	}
}

// look compares what the busiest connections have sent with a moment ago.
func (g *guard) look(ctx context.Context, system *nats.Conn) {
	now, since := time.Now(), time.Since(g.looked)
	sent := map[connection]uint64{}
	for _, role := range guarded {
		open, err := connections(ctx, system, map[string]any{"acc": role.Account(), "sort": "msgs_from", "limit": busiest})
		if err != nil {
			g.log.Debug("looking at the busiest connections", "err", err)
			return
		}
		rates := map[string]float64{}
		for _, c := range open {
			before, seen := g.sent[c.connection]
			if lasted := now.Sub(c.since); !seen || lasted < since {
				rates[c.login] += float64(c.sent) / max(lasted, watchEvery).Seconds()
			} else {
				rates[c.login] += float64(c.sent-before) / since.Seconds()
			}
			sent[c.connection] = c.sent
		}
		for login, rate := range rates {
			if rate > maxRate {
				g.shutOut(login, role, "too many messages a second", int(rate))
			}
		}
	}
	g.sent, g.looked = sent, now
}
