package clients

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
)

// A server is given tryFor to answer before its clients leave it again, and each
// next one twice as long: on a slow line, or while nobody can answer, moving helps
// nobody. When it has helped, or after calmAfter without a move, all is as at first.
const (
	longestStay = 32 * time.Second
	calmAfter   = time.Minute
)

// mover sees to it that however many operations find a server silent, the
// connection is moved once, and the next server has its time to answer.
type mover struct {
	mu       sync.Mutex
	moved    time.Time
	stay     time.Duration // before the next move
	asking   bool          // a ping is on its way
	lived    time.Time     // when the server last answered one
	hasMoved atomic.Bool   // stay is not zero
}

// ask pings the server, on a goroutine of its own.
func (m *mover) ask(nc *nats.Conn) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.asking {
		return
	}
	m.asking = true
	go func() {
		err := nc.FlushTimeout(deafFor)
		m.mu.Lock()
		defer m.mu.Unlock()
		m.asking = false
		if err == nil {
			m.lived = time.Now()
		}
	}()
}

// limit is how long nobody may answer, when somebody last did at heard.
func (m *mover) limit(heard time.Time) time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.lived.After(heard) {
		return deafFor
	}
	return silentFor
}

// may tells whether the caller is the one to move the connection now.
func (m *mover) may(nc *nats.Conn) bool {
	if len(nc.Servers()) < 2 {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	since := time.Since(m.moved)
	if since < m.stay {
		return false
	}
	if since > calmAfter {
		m.stay = 0
	}
	m.moved, m.stay = time.Now(), min(max(tryFor, 2*m.stay), longestStay)
	m.hasMoved.Store(true)
	return true
}

// confirm says that an operation was answered at once: the server that the
// connection has moved to is a good one. It is cheap where there was no move.
func (m *mover) confirm() {
	if !m.hasMoved.Load() {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stay = 0
	m.hasMoved.Store(false)
}
