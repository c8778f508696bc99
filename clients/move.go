package clients

import (
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// mover sees to it that however many operations find a server silent, the
// connection is moved once, and the next server has its time to answer.
type mover struct {
	mu    sync.Mutex
	moved time.Time
}

// may tells whether the caller is the one to move the connection now.
func (m *mover) may(nc *nats.Conn) bool {
	if len(nc.Servers()) < 2 {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if time.Since(m.moved) < tryFor {
		return false
	}
	m.moved = time.Now()
	return true
}
