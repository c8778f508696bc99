package identity

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// cutter cuts the connections of logins that were removed or changed. Every coordinator does
// so as soon as it has heard of the change, and lets nobody in by the old login from then on.
// So a coordinator that hears late cuts the connections that it has let in meanwhile.
type cutter struct {
	log *slog.Logger

	mu      sync.Mutex
	waiting map[connected]time.Time // when to cut next
	more    chan struct{}
}

// connected is somebody with the role that they had when they were let in.
type connected struct {
	login string
	role  Role
}

// cutEvery is how often is looked for what is to be cut again.
const cutEvery = time.Second

func newCutter(log *slog.Logger) *cutter {
	return &cutter{log: log, waiting: map[connected]time.Time{}, more: make(chan struct{}, 1)}
}

// schedule cuts a login soon.
func (c *cutter) schedule(login string, had Role) {
	c.mu.Lock()
	c.waiting[connected{login, had}] = time.Time{}
	c.mu.Unlock()
	poke(c.more)
}

// run cuts until ctx is done.
func (c *cutter) run(ctx context.Context, system *nats.Conn) {
	tick := time.NewTicker(cutEvery)
	defer tick.Stop()
	for {
		for _, who := range c.due(time.Now()) {
			c.cut(ctx, system, who)
		}
		select {
		case <-c.more:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (c *cutter) due(now time.Time) (due []connected) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for who, at := range c.waiting {
		if !at.After(now) {
			due = append(due, who)
		}
	}
	return due
}

// cut cuts a login, and once more when no server waits any longer for an answer
// that lets it in. What failed is tried again.
func (c *cutter) cut(ctx context.Context, system *nats.Conn, who connected) {
	c.mu.Lock()
	first := c.waiting[who].IsZero()
	c.waiting[who] = time.Now().Add(authTimeout)
	c.mu.Unlock()
	n, err := Cut(ctx, system, who.login, who.role)
	if n > 0 {
		c.log.Info("cut the connections of a login", "login", who.login, "connections", n)
	}
	if err != nil && ctx.Err() == nil {
		c.log.Warn("cutting connections", "login", who.login, "err", err)
	}
	if err != nil || first {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.waiting[who].IsZero() { // it was not added again
		delete(c.waiting, who)
	}
}
