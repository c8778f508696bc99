// Package embedded runs a NATS server with JetStream inside the process, on a
// data directory that is its own: start, ready, stop, and what to do when the
// disk is full or fails.
//
// It is the only package that imports nats-server, and it knows nothing of
// roll calls. It never ends the process, installs no signal handler, prints
// nothing, and does not decide who may connect or from where: see [Loopback].
package embedded

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/coordinator/integrity"
)

// Config says where the server keeps its data and where it listens.
type Config struct {
	DataDir string       // made with mode 0700 when missing; one server at a time
	Host    string       // to listen on; empty is every interface, as in net.Listen
	Port    int          // to listen on; 0 and -1 are any free port
	Name    string       // of the server; empty is a random one, a cluster needs it
	Logger  *slog.Logger // of the server; nil is silence
	Cluster Cluster      // zero: the server stands alone

	// Access is who may connect and what they may do, as the text of a NATS
	// configuration: accounts, one of them with JetStream, and authorization.
	// Empty, everybody may do everything.
	Access string
	TLS    *tls.Config // for clients, who have to use it; nil: not encrypted
	// Fit tells what a client may call itself, its language and version: the server puts
	// that into format strings. It is asked where Access lets everybody in. Nil: all is.
	Fit func(called ...string) bool
	// Examine adds to what was found of the files what only their owner can tell, before
	// the server may touch them. Nil: nothing.
	Examine func(*integrity.Report)
	// Erased are the names of streams of whose deleted messages no bytes may stay in the files. A
	// server that stands alone has them let messages be deleted.
	Erased []string
	// Noted are the streams of which a server that stands alone notes how far they go.
	Noted []integrity.Journal
	// Tags are what other servers, and who may connect, are told of this one.
	Tags []string

	scout bool // see [Scout]
}

// Server is a running NATS server. Any goroutine may use it.
type Server struct {
	nats    *server.Server
	log     *logger
	storage *storage
	scrub   *scrub
	lock    *lock
	url     string
	copies  copies

	clustered bool                // it is a node of a cluster
	noted     []integrity.Journal // see Config
	accounts  accounts
	// calledOut: who may connect is asked of others. nats-server 2.15 falls over a
	// client that comes while it shuts down then (newRespInbox, when the system account
	// is gone), so it has to stop listening first: that is its lame duck mode.
	calledOut bool
	unwatch   func() // returns when nothing is watched any more
	stop      func() error
}

// Start returns a server whose listeners are up and whose JetStream has
// recovered what the data directory holds. That is not yet being ready to
// serve: a node of a cluster still has to find its majority, and to get what was
// stored without it, see [Server.Current].
//
// Any error but the context's is an [*Error], and leaves nothing running and
// the directory free. Cancelling the context waits for a recovery that has begun.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	lock, err := acquire(cfg.DataDir)
	if err != nil {
		return nil, err
	}
	s, err := open(ctx, cfg, lock)
	if err != nil {
		_ = lock.release()
		return nil, err
	}
	if err := s.begin(ctx, cfg); err != nil {
		return nil, err
	}
	watches := []func(){s.storage.start(), s.watchCopies(), s.scrub.start(), s.watchHeld()}
	s.unwatch = func() {
		for _, stop := range watches {
			stop()
		}
	}
	return s, nil
}

// begin has the server listen. An error leaves nothing running.
func (s *Server) begin(ctx context.Context, cfg Config) error {
	s.nats.Start()
	if err := s.ready(ctx); err != nil {
		_ = s.Shutdown()
		return err
	}
	s.log.started.Store(true)
	s.url = clientURL(s.nats.Addr().(*net.TCPAddr), cfg.TLS != nil)
	return nil
}

// open makes a server on files that have been found whole: once it is started it cuts
// off what does not verify, and nobody could tell what was lost.
func open(ctx context.Context, cfg Config, lock *lock) (*Server, error) {
	cfg = cfg.withLogger()
	allowDelete(cfg)
	if err := verify(ctx, cfg); err != nil {
		return nil, err
	}
	if err := overwrite(ctx, cfg); err != nil {
		return nil, err
	}
	return newServer(cfg, lock)
}

func (cfg Config) withLogger() Config {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return cfg
}

func newServer(cfg Config, lock *lock) (*Server, error) {
	opts, err := options(cfg)
	if err != nil {
		return nil, err
	}
	var n *server.Server
	cfg.screen(opts, func() *server.Server { return n })
	n, err = server.NewServer(opts)
	if err != nil {
		return nil, &Error{Code: Failed, Err: err}
	}
	s := &Server{
		nats: n, storage: newStorage(n, &cfg), lock: lock,
		calledOut: opts.AuthCallout != nil, clustered: cfg.Cluster.Listen != "", noted: cfg.Noted,
		unwatch: func() {},
	}
	s.accounts.made = map[string]bool{}
	s.scrub = &scrub{server: s, dir: cfg.DataDir}
	s.log = newLogger(cfg.Logger, s.storage.failed)
	n.SetLogger(s.log, s.log.debug(), false)
	s.stop = sync.OnceValue(s.shutdown)
	return s, nil
}

// readyPoll is how often start looks again. The server itself looks every
// 25 ms, and spins when it is given less.
const readyPoll = 50 * time.Millisecond

func (s *Server) ready(ctx context.Context) error {
	for {
		select {
		case err := <-s.log.fatal:
			return err
		case <-ctx.Done():
			return ctx.Err()
		default:
			if s.nats.ReadyForConnections(readyPoll) {
				return nil
			}
		}
	}
}

// ClientURL is where clients on this machine connect.
func (s *Server) ClientURL() string { return s.url }

// clientURL names the loopback for a server that listens on every interface:
// 0.0.0.0 is no address to dial.
func clientURL(addr *net.TCPAddr, encrypted bool) string {
	scheme := "nats://"
	if encrypted {
		scheme = "tls://"
	}
	host := addr.IP
	if host.IsUnspecified() {
		host = net.IPv4(127, 0, 0, 1)
	}
	return scheme + net.JoinHostPort(host.String(), strconv.Itoa(addr.Port))
}

// InProcessConn connects without the network; pass the server itself to
// nats.InProcessServer.
func (s *Server) InProcessConn() (net.Conn, error) { return s.nats.InProcessConn() }

// Shutdown closes every connection, waits until JetStream has closed its
// files, and frees the data directory. Clients that must not notice are to
// be drained before. Once is enough; again does nothing.
func (s *Server) Shutdown() error { return s.stop() }

func (s *Server) shutdown() error {
	s.unwatch()
	if s.calledOut {
		s.nats.LameDuckShutdown()
	}
	s.nats.Shutdown() // unless that has
	s.nats.WaitForShutdown()
	s.log.limited.Close()
	return s.lock.release()
}
