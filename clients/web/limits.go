package web

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// Wrong codes that were typed are limited where they come in: by phone, and by network
// source, of which a whole class is one behind a router. A scanned code is never
// limited, so nobody can close a roll call for others by guessing.
const (
	wrongByDevice = 5
	wrongBySource = 300
	wrongWithin   = 10 * time.Minute
	turnedAway    = 60 * time.Second
	maxCounted    = 100_000 // phones and sources; then the oldest are forgotten
)

var (
	errTurnedAway = errors.New("too often wrong")
	// errCrowd is no verdict: what is on its way may yet come out right.
	errCrowd = fmt.Errorf("too many codes at once: %w", clients.ErrOverloaded)
)

// quota is how often the source with that key may be wrong within wrongWithin. A source that
// was wrong more often is turned away for a while; zero is until that time is over.
type quota struct {
	key   string
	most  int
	pause time.Duration
}

// codeQuotas are those that a typed code counts for.
func codeQuotas(class subjects.Class, device, source string) []quota {
	return []quota{
		{key: "d " + class.String() + " " + device, most: wrongByDevice},
		{key: "s " + class.String() + " " + source, most: wrongBySource, pause: turnedAway},
	}
}

// loginQuota is of one login from one source: others come from there as well.
func loginQuota(source, login string) quota {
	return quota{key: "l " + source + " " + login, most: wrongLogins, pause: turnedAway}
}

// limits counts what was wrong, in memory only and in bounded memory.
type limits struct {
	now     func() time.Time
	mu      sync.Mutex
	counts  map[string]*count
	inOrder []string // of counting, for who is forgotten first
}

// count is how often somebody was wrong since it began.
type count struct {
	since  time.Time
	wrong  int
	flying int       // on their way: each may come out wrong
	until  time.Time // turned away
}

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, counts: make(map[string]*count)}
}

// trial is one code or login that is being tried.
type trial struct {
	l      *limits
	quotas []quota
}

// enter lets one more be tried, if there is room for it in each quota. What is on its way
// takes room, so that many at once are no more than one after the other. Whoever is let
// in says what came of it, see finish. The error is errTurnedAway or errCrowd.
func (l *limits) enter(quotas ...quota) (*trial, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	for _, q := range quotas {
		switch c := l.count(q.key, now); {
		case now.Before(c.until):
			return nil, errTurnedAway
		case c.wrong+c.flying >= q.most:
			return nil, errCrowd
		}
	}
	for _, q := range quotas {
		l.count(q.key, now).flying++
	}
	return &trial{l, quotas}, nil
}

// finish says what came of it. A nil trial is of what is not limited.
func (t *trial) finish(wrong bool) {
	if t == nil {
		return
	}
	t.l.mu.Lock()
	defer t.l.mu.Unlock()
	now := t.l.now()
	for _, q := range t.quotas {
		if c := t.l.counts[q.key]; c != nil { // else it was forgotten
			c.finish(q, wrong, now)
		}
	}
}

func (c *count) finish(q quota, wrong bool, now time.Time) {
	c.flying = max(0, c.flying-1)
	if !wrong {
		return
	}
	if c.wrong++; c.wrong >= q.most {
		c.wrong, c.until = 0, c.since.Add(wrongWithin)
		if q.pause > 0 {
			c.until = now.Add(q.pause)
		}
	}
}

// count is who is known by key, from now on if they are not yet.
func (l *limits) count(key string, now time.Time) *count {
	c := l.counts[key]
	if c == nil {
		l.makeRoom()
		c = &count{since: now}
		l.counts[key] = c
		l.inOrder = append(l.inOrder, key)
	}
	if now.Sub(c.since) > wrongWithin {
		c.since, c.wrong = now, 0
	}
	return c
}

func (l *limits) makeRoom() {
	for len(l.inOrder) >= maxCounted {
		delete(l.counts, l.inOrder[0])
		l.inOrder = l.inOrder[1:]
	}
}
