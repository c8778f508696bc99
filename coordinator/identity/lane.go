package identity

import (
	"net/netip"
	"sync"
)

const (
	// maxWaiting bounds the codes that wait to be checked, maxFromOne those from one
	// network, which may be a school's: 300 people behind one address take a tenth of a
	// second. maxOfLogin bounds those for one login from one network: somebody who
	// guesses there keeps the owner out, for as long, in that network alone, and not at
	// all where the code was right before.
	maxWaiting, maxFromOne, maxOfLogin = 4096, 1024, 64
)

// lane is where those wait whose code takes time to be checked, because it has never
// been right in this process. All others go past it. What finds no place is left to
// the server, which refuses; a client comes again.
type lane struct {
	queue chan question

	mu      sync.Mutex
	waiting map[string]int // by network, and by login and network
}

func newLane() *lane {
	return &lane{queue: make(chan question, maxWaiting), waiting: map[string]int{}}
}

// enter tells whether there was a place.
func (l *lane) enter(q question) bool {
	from, login := keysOf(q)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting[from] >= maxFromOne || l.waiting[login] >= maxOfLogin {
		return false
	}
	select {
	case l.queue <- q:
		l.waiting[from]++
		l.waiting[login]++
		return true
	default:
		return false
	}
}

// leave gives the place of one back that was taken out of the queue.
func (l *lane) leave(q question) {
	from, login := keysOf(q)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range []string{from, login} {
		if l.waiting[key]--; l.waiting[key] == 0 {
			delete(l.waiting, key)
		}
	}
}

func keysOf(q question) (from, login string) {
	from = network(q.asks.ClientInformation.Host)
	typed, _ := q.typed()
	return from, from + " " + fold(typed)
}

// network is what one subscriber has: an address, with IPv6 the first half of it.
func network(host string) string {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return host
	}
	return p.String()
}
