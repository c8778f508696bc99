package web

import (
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// What a client may take of the server. A class behind one router is one source.
const (
	headerWithin   = 5 * time.Second
	requestWithin  = 15 * time.Second
	answerWithin   = 30 * time.Second
	idleWithin     = 2 * time.Minute
	maxHeader      = 16 << 10 // bytes
	maxConnections = 20_000
	maxOfSource    = 4_000
)

// Server is an HTTP server for pages, with the limits of one that strangers reach.
func Server(pages http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           pages,
		ReadHeaderTimeout: headerWithin, ReadTimeout: requestWithin, WriteTimeout: answerWithin,
		IdleTimeout: idleWithin, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug), // of what strangers do to their connections
	}
}

// Bounded is a listener that takes no more connections than the process can bear, all
// together and of one source. With secure they are TLS.
func Bounded(l net.Listener, secure *tls.Config) net.Listener {
	l = netutil.LimitListener(&bySource{Listener: l, open: make(map[string]int)}, maxConnections)
	if secure != nil {
		secure = secure.Clone()
		secure.NextProtos = []string{"h2", "http/1.1"}
		l = tls.NewListener(l, secure)
	}
	return l
}

// bySource closes connections at once of a source that has too many.
type bySource struct {
	net.Listener
	mu   sync.Mutex
	open map[string]int
}

// Accept gives the next connection of a source that has room.
func (b *bySource) Accept() (net.Conn, error) {
	for {
		conn, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := sourceOf(conn.RemoteAddr().String())
		if b.enter(from) {
			return &counted{Conn: conn, leave: sync.OnceFunc(func() { b.leave(from) })}, nil
		}
		_ = conn.Close()
	}
}

func (b *bySource) enter(from string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open[from] >= maxOfSource {
		return false
	}
	b.open[from]++
	return true
}

func (b *bySource) leave(from string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open[from]--; b.open[from] == 0 {
		delete(b.open, from)
	}
}

// counted is a connection that is counted until it is closed.
type counted struct {
	net.Conn
	leave func()
}

// Close closes the connection.
func (c *counted) Close() error {
	c.leave()
	return c.Conn.Close()
}
