package measure_test

import (
	"bytes"
	"context"
	"net"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/subjects"
)

// stopping makes connections that all stand still for a while when the first
// of them sends a student's request: their peer takes nothing more.
func stopping(url string, while time.Duration) measure.Connect {
	d := &stoppingDialer{while: while}
	return func(context.Context) (*nats.Conn, error) {
		return nats.Connect(url, nats.SetCustomDialer(d))
	}
}

type stoppingDialer struct {
	while time.Duration
	once  sync.Once
	still sync.RWMutex
}

func (d *stoppingDialer) Dial(network, address string) (net.Conn, error) {
	conn, err := net.Dial(network, address)
	return &stoppingConn{conn, d}, err
}

func (d *stoppingDialer) stop() {
	d.still.Lock()
	time.AfterFunc(d.while, d.still.Unlock)
}

type stoppingConn struct {
	net.Conn
	dialer *stoppingDialer
}

func (c *stoppingConn) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte(subjects.StudentPresent)) {
		c.dialer.once.Do(c.dialer.stop)
	}
	c.dialer.still.RLock()
	defer c.dialer.still.RUnlock()
	return c.Conn.Write(b)
}
