package connect

import (
	"errors"
	"math/rand/v2"
	"net"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// ErrClear: a login would have left this machine without TLS. It was not sent.
var ErrClear = errors.New("a login does not go to another machine without TLS")

// dialer reaches servers for one connection. It hears what each of them says first,
// which tells what is there, and sees to it that a login does not leave this machine
// in the clear. That holds for the server that was named, for those that a cluster
// tells of, and for every address that a name has at the time.
type dialer struct {
	via    nats.CustomDialer // a proxy; nil without
	within time.Duration     // for one server
	sealed bool              // there is a login: TLS, or nothing leaves

	mu       sync.Mutex    // for the rest
	patience time.Duration // with a server that says nothing; zero is as long as nats.go has
	dials    int           // how many there were; the next are of the latest
	address  string
	heard    *heard // nil if it was not reached
	err      error  // why it was not
}

// newDialer reaches servers as o says.
func newDialer(o nats.Options) *dialer {
	d := &dialer{via: o.CustomDialer, within: o.Timeout}
	if o.Dialer != nil {
		d.within = o.Dialer.Timeout
	}
	return d
}

// again is a dialer as this one that has heard of nothing yet.
func (d *dialer) again(patience time.Duration) *dialer {
	return &dialer{via: d.via, within: d.within, sealed: d.sealed, patience: patience}
}

// Dial is for nats.go, which calls it with the host as it was given.
func (d *dialer) Dial(network, address string) (net.Conn, error) {
	conn, err := d.reach(network, address)
	if err != nil {
		d.note(address, nil, err)
		return nil, err
	}
	if d.within > 0 { // nats.go's own deadline begins only after the TLS of a WebSocket
		_ = conn.SetDeadline(time.Now().Add(d.within))
	}
	remote := conn.RemoteAddr().String()
	var first *heard
	if tcp, ok := conn.(*net.TCPConn); ok {
		first = &heard{TCPConn: tcp, patience: d.patient()}
		conn = first
	}
	d.note(address, first, nil)
	if d.sealed && !(loopbackAddress(remote) && (d.via == nil || loopbackAddress(address))) {
		return &sealed{Conn: conn}, nil
	}
	return conn, nil
}

func (d *dialer) patient() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.patience
}

// keep is for a connection that was made: it is kept with all patience.
func (d *dialer) keep() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.patience = 0
}

func (d *dialer) note(address string, first *heard, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.address, d.dials, d.heard, d.err = address, d.dials+1, first, err
}

// of is the server that was dialled last. One that is not among those given, and may
// have a login, is shown as it was dialled.
func (d *dialer) of(servers []string) string {
	for _, server := range servers {
		if u, err := parseServer(withPort(server)); err == nil && u.Host == d.address {
			return server
		}
	}
	return d.address
}

// reach tries all addresses of a host, in any order: else one that accepts
// connections and does nothing with them would be in the way of the others.
func (d *dialer) reach(network, address string) (conn net.Conn, err error) {
	if d.via != nil {
		return d.via.Dial(network, address)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	hosts, err := net.LookupHost(host) // an IP address is its own
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	rand.Shuffle(len(hosts), func(i, j int) { hosts[i], hosts[j] = hosts[j], hosts[i] })
	one := net.Dialer{Timeout: d.within / time.Duration(len(hosts))}
	for _, host := range hosts {
		if conn, err = one.Dial(network, net.JoinHostPort(host, port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// heard keeps what the other side says first. It stays a TCP connection underneath:
// that can write many pieces at once.
type heard struct {
	*net.TCPConn
	first  []byte // of the first read, and what came when no more was taken
	spoken bool
	// there was a second read, and more may be going on than the first connect
	replied  bool
	patience time.Duration // until the first; zero is until the deadline
	deadline time.Time     // that nats.go has set
}

const (
	// maxFirst is enough for what a NATS server says of itself.
	maxFirst = 8 << 10 // bytes
	// lastWords is how long what a server has said before it hung up may be on its way.
	lastWords = 100 * time.Millisecond
)

func (h *heard) Read(p []byte) (int, error) {
	if h.spoken {
		h.replied = true
		return h.TCPConn.Read(p)
	}
	if until := time.Now().Add(h.patience); h.patience > 0 && until.Before(h.deadline) {
		_ = h.TCPConn.SetReadDeadline(until)
	}
	n, err := h.TCPConn.Read(p)
	if n == 0 {
		return n, err
	}
	h.spoken, h.first = true, append(h.first, p[:min(n, maxFirst)]...)
	_ = h.TCPConn.SetReadDeadline(h.deadline)
	if !greeting(h.first) {
		return 0, errForeign // it may be long until it ends a line
	}
	return n, err
}

// errForeign: it is no NATS server that speaks there.
var errForeign = errors.New("what it says is not of NATS")

// greeting tells whether a NATS server may begin so: in the clear, in TLS, or as a
// WebSocket.
func greeting(first []byte) bool {
	if first[0] == tlsHandshake || first[0] == tlsAlert {
		return true
	}
	for _, text := range []string{"INFO ", "-ERR ", "HTTP/"} {
		if n := min(len(text), len(first)); text[:n] == string(first[:n]) {
			return true
		}
	}
	return false
}

// Write hears what a server has said that did not want to hear anything.
func (h *heard) Write(p []byte) (int, error) {
	n, err := h.TCPConn.Write(p)
	if err != nil && h.spoken && !h.replied {
		rest := make([]byte, maxFirst)
		_ = h.TCPConn.SetReadDeadline(time.Now().Add(lastWords))
		n, _ := h.TCPConn.Read(rest)
		h.first = append(h.first, rest[:n]...)
	}
	return n, err
}

// SetDeadline is called before the first read, and after.
func (h *heard) SetDeadline(t time.Time) error {
	if !h.spoken {
		h.deadline = t
	}
	return h.TCPConn.SetDeadline(t)
}

// sealed is a connection on which nothing is written before TLS has begun.
type sealed struct {
	net.Conn
	begun bool
}

// The types of the records with which TLS begins, or ends before it has begun.
const (
	tlsHandshake = 0x16
	tlsAlert     = 0x15
)

func (s *sealed) Write(p []byte) (int, error) {
	if !s.begun && (len(p) == 0 || p[0] != tlsHandshake) {
		_ = s.Close() // nats.go leaves it open when it was to reconnect
		return 0, ErrClear
	}
	s.begun = true
	return s.Conn.Write(p)
}
