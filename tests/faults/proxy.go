// Package faults breaks things on purpose, for tests: networks that stall or
// are cut, and the program that is to be killed.
//
// Nothing of the program imports it, and it knows nothing of roll calls.
package faults

import (
	"net"
	"net/url"
	"sync"
)

// Direction is one of the two ways through a [Proxy].
type Direction int

// The two ways.
const (
	ToServer Direction = iota
	ToClient
)

// Proxy stands between NATS clients and a server. Any goroutine may use it.
type Proxy struct {
	listener net.Listener
	target   string
	gates    [2]gate
	closing  sync.WaitGroup

	mu    sync.Mutex
	cut   bool
	line  Line
	links map[*link]struct{}
}

// NewProxy lets everything through to the server at a nats:// URL.
func NewProxy(server string) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return NewProxyOn(l, server)
}

// NewProxyOn is [NewProxy] for clients that come to l, which it closes.
func NewProxyOn(l net.Listener, server string) (*Proxy, error) {
	u, err := url.Parse(server)
	if err != nil {
		_ = l.Close()
		return nil, err
	}
	p := &Proxy{listener: l, target: u.Host, links: make(map[*link]struct{})}
	p.closing.Go(p.accept)
	return p, nil
}

// URL is where clients connect.
func (p *Proxy) URL() string { return "nats://" + p.listener.Addr().String() }

// Stall holds back what goes one way. Nobody is told.
func (p *Proxy) Stall(d Direction) { p.gates[d].shut() }

// Flow lets through what was held back, and what comes.
func (p *Proxy) Flow(d Direction) { p.gates[d].open() }

// Cut closes every connection, with what was held back lost, and refuses new
// ones.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = true
	for l := range p.links {
		l.close()
	}
}

// Mend accepts connections again.
func (p *Proxy) Mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = false
}

// Close cuts everything and waits until nothing of the proxy is left.
func (p *Proxy) Close() error {
	p.Cut()
	err := p.listener.Close()
	p.closing.Wait()
	return err
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return // closed
		}
		p.closing.Go(func() { p.join(client) })
	}
}

// join carries one connection until either side has closed it.
func (p *Proxy) join(client net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		_ = client.Close()
		return
	}
	l := newLink(client, server)
	defer l.close()
	line, ok := p.add(l)
	if !ok {
		return
	}
	var pumps sync.WaitGroup
	there, back := line.over(server, line.RTT, l.closed), line.over(client, 0, l.closed)
	pumps.Go(func() { l.pump(there, client, &p.gates[ToServer]) })
	pumps.Go(func() { l.pump(back, server, &p.gates[ToClient]) })
	pumps.Wait()
	p.remove(l)
}

func (p *Proxy) add(l *link) (Line, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cut {
		return Line{}, false
	}
	p.links[l] = struct{}{}
	return p.line, true
}

func (p *Proxy) remove(l *link) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.links, l)
}
