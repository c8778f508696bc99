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

// Server is an HTTP server for pages, with limits, for strangers reach it.
func Server(pages http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           pages,
		ReadHeaderTimeout: headerWithin, ReadTimeout: requestWithin, WriteTimeout: answerWithin,
		IdleTimeout: idleWithin, MaxHeaderBytes: maxHeader,
		// of what strangers do to their connections
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// Connections is how many a page takes at a time: two thirds of the files that the process
// may open, since a coordinator beside it must open its own. Few tells that they are fewer than
// a school behind one router may need.
func Connections() (most int, few bool) {
	most = min(maxConnections, openFiles()/3*2)
	return most, most < maxOfSource
}

// Bounded is a listener that takes no more connections than the process can bear, all
// together and of one source. With secure they are TLS, and who speaks none is led to site.
func Bounded(l net.Listener, secure *tls.Config, site string) net.Listener {
	most, _ := Connections()
	l = netutil.LimitListener(&bySource{
		Listener: l, most: min(maxOfSource, most/2), open: make(map[string]int),
	}, most)
	if secure != nil {
		secure = secure.Clone()
		secure.NextProtos = []string{"h2", "http/1.1"}
		l = tls.NewListener(clearly{l, site}, secure)
	}
	return l
}

// bySource closes connections at once of a source that has too many.
type bySource struct {
	net.Listener
	most int // of one source
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
			return &counted{Conn: conn, leave: sync.OnceFunc(func() { b.release(from) })}, nil
		}
		_ = conn.Close()
	}
}

func (b *bySource) enter(from string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open[from] >= b.most {
		return false
	}
	b.open[from]++
	return true
}

func (b *bySource) release(from string) {
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
