package faults

import (
	"net"
	"slices"
	"time"
)

// Line is a slow network. The zero line is none.
type Line struct {
	RTT  time.Duration // there and back; a connection takes one more to be made
	Rate int           // bytes a second of one connection, each way
}

// Slow has connections that are made from now on go over a line.
func (p *Proxy) Slow(l Line) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line = l
}

// over is where to write so that it arrives at conn over the line, after being held up
// at first.
func (l Line) over(conn net.Conn, held time.Duration, closed <-chan struct{}) writer {
	if l.Rate == 0 {
		return conn
	}
	s := &slow{line: l, free: time.Now().Add(held), pieces: make(chan piece, 64), closed: closed}
	go s.deliver(conn)
	return s
}

type writer interface{ Write([]byte) (int, error) }

// slow is one way of a connection over a line.
type slow struct {
	line   Line
	free   time.Time // when the line has taken all that was written
	pieces chan piece
	closed <-chan struct{}
}

type piece struct {
	bytes []byte
	due   time.Time
}

// Write puts b on the line behind what is on it already.
func (s *slow) Write(b []byte) (int, error) {
	if now := time.Now(); s.free.Before(now) {
		s.free = now
	}
	s.free = s.free.Add(time.Duration(len(b)) * time.Second / time.Duration(s.line.Rate))
	select {
	case s.pieces <- piece{slices.Clone(b), s.free.Add(s.line.RTT / 2)}:
		return len(b), nil
	case <-s.closed:
		return 0, net.ErrClosed
	}
}

func (s *slow) deliver(conn net.Conn) {
	for {
		select {
		case p := <-s.pieces:
			select {
			case <-time.After(time.Until(p.due)):
			case <-s.closed:
				return
			}
			if _, err := conn.Write(p.bytes); err != nil {
				return
			}
		case <-s.closed:
			return
		}
	}
}
