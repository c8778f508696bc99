package faults

import (
	"net"
	"sync"
)

// link is one client's connection through a proxy.
type link struct {
	client, server net.Conn
	closed         chan struct{}
	close          func()
}

func newLink(client, server net.Conn) *link {
	l := &link{client: client, server: server, closed: make(chan struct{})}
	l.close = sync.OnceFunc(func() {
		close(l.closed)
		_ = client.Close()
		_ = server.Close()
	})
	return l
}

// pump carries bytes one way, whenever the gate is open.
func (l *link) pump(dst writer, src net.Conn, g *gate) {
	defer l.close()
	buf := make([]byte, 64<<10)
	for {
		n, err := src.Read(buf)
		if err != nil || !g.pass(l.closed) {
			return
		}
		if _, err := dst.Write(buf[:n]); err != nil {
			return
		}
	}
}

// gate is open or shut. The zero gate is open.
type gate struct {
	mu   sync.Mutex
	wait chan struct{} // closed when the gate opens, nil while it is open
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.wait == nil {
		g.wait = make(chan struct{})
	}
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.wait != nil {
		close(g.wait)
		g.wait = nil
	}
}

// pass returns when the gate is open, false when given up before that.
func (g *gate) pass(giveUp <-chan struct{}) bool {
	g.mu.Lock()
	wait := g.wait
	g.mu.Unlock()
	if wait == nil {
		return true
	}
	select {
	case <-wait:
		return true
	case <-giveUp:
		return false
	}
}
