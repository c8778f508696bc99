package coordinator

import (
	"maps"
	"sync"
	"time"
)

const (
	// keptFor is how long the NATS server keeps what a client does not take, its write
	// deadline. A list may be in its memory for that long, and nobody tells us whether
	// it is: what was sent counts for less and less until then.
	keptFor = 10 * time.Second
	// maxListed and maxAskerListed bound the bytes of lists sent that count, in all and
	// of one login, by all coordinators together. Within keptFor it can be twice that. A
	// login's, whichever of them answer it, are less than what
	// would make the server hold up who sends to it, three quarters of 64 MiB.
	maxListed      = 128 << 20
	maxAskerListed = 16 << 20
	// someAskers is the number of logins from which on a budget forgets those that owe nothing.
	someAskers = 1024
)

// budget bounds how much may be sent in lists, by one of several coordinators.
type budget struct {
	now   func() time.Time
	share float64 // of the limits

	mu     sync.Mutex
	all    spent
	askers map[string]*spent // by login; there is none where there are no logins
}

func newBudget(now func() time.Time, coordinators int) *budget {
	return &budget{now: now, share: 1 / float64(max(1, coordinators)),
		askers: make(map[string]*spent)}
}

// spent is bytes that were sent and count less and less.
type spent struct {
	bytes float64
	limit float64
	at    time.Time
}

// left is what counts now.
func (s *spent) left(now time.Time) float64 {
	faded := now.Sub(s.at).Seconds() / keptFor.Seconds() * s.limit
	s.bytes, s.at = max(0, s.bytes-max(0, faded)), now
	return s.bytes
}

// allows tells whether the asker may be sent a list. The last may go beyond the limit,
// or a long one would never find room beside short ones.
func (b *budget) allows(asker string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.allowed(asker, b.now())
}

func (b *budget) allowed(asker string, now time.Time) bool {
	s := b.askers[asker]
	return b.all.left(now) < b.share*maxListed && (s == nil || s.left(now) < b.share*maxAskerListed)
}

// spend is allows, and counts the bytes where it is true. What must be sent counts anyway.
func (b *budget) spend(asker string, bytes int, must bool) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if !must && !b.allowed(asker, now) {
		return false
	}
	b.all.limit = b.share * maxListed
	b.all.bytes = b.all.left(now) + float64(bytes)
	if asker != "" {
		s := b.of(asker, now)
		s.bytes = s.left(now) + float64(bytes)
	}
	return true
}

func (b *budget) of(asker string, now time.Time) *spent {
	s := b.askers[asker]
	if s == nil {
		if len(b.askers) >= someAskers {
			maps.DeleteFunc(b.askers, func(_ string, s *spent) bool { return s.left(now) == 0 })
		}
		s = &spent{limit: b.share * maxAskerListed, at: now}
		b.askers[asker] = s
	}
	return s
}

// spent is how many bytes count now.
func (b *budget) spent() float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.left(b.now())
}
