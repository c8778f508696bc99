package web

import (
	"errors"
	"sync"
	"time"

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

var errTurnedAway = errors.New("too many wrong codes")

// limits counts wrong codes, in memory only and in bounded memory.
type limits struct {
	now     func() time.Time
	mu      sync.Mutex
	counts  map[string]*count
	inOrder []string // of counting, for who is forgotten first
}

// count is how often somebody was wrong since it began.
type count struct {
	since time.Time
	wrong int
	until time.Time // turned away
}

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, counts: make(map[string]*count)}
}

func deviceKey(class subjects.Class, device string) string {
	return "d " + class.String() + " " + device
}

func sourceKey(class subjects.Class, source string) string {
	return "s " + class.String() + " " + source
}

// turns tells whether somebody has typed too many wrong codes of a class.
func (l *limits) turns(class subjects.Class, device, source string) bool {
	return l.full(deviceKey(class, device)) || l.full(sourceKey(class, source))
}

// wrong counts a wrong code.
func (l *limits) wrong(class subjects.Class, device, source string) {
	l.add(deviceKey(class, device), wrongByDevice)
	l.add(sourceKey(class, source), wrongBySource)
}

func (l *limits) count(key string, limit int) {
	now := l.now()
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
	if c.wrong++; c.wrong >= limit {
		c.until = now.Add(turnedAway)
		c.wrong = 0
	}
}

func (l *limits) makeRoom() {
	for len(l.inOrder) >= maxCounted {
		delete(l.counts, l.inOrder[0])
		l.inOrder = l.inOrder[1:]
	}
}

// full tells whether who is known by key is turned away.
func (l *limits) full(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.counts[key]
	return c != nil && l.now().Before(c.until)
}

// add counts one thing of who is known by key.
func (l *limits) add(key string, limit int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count(key, limit)
}
