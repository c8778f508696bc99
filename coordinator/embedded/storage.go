package embedded

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/nats-io/nats-server/v2/server"
)

// storage notices that the store takes no more, and opens it again when that
// helps. The NATS server does neither: after one failed write a stream of one
// replica refuses every later one, without an answer to whoever publishes, and
// a node of a cluster turns its JetStream off for good.
//
// For want of space, opening it again is right: what was confirmed had been
// synced before, a record half written is cut off, and one that was stored but
// not confirmed is found again under its message id. After a failed sync or
// write it is wrong: what is then read back may be in the system's memory
// only, and a store that opens on it would confirm what is not on the disk.
type storage struct {
	nats  *server.Server
	log   *slog.Logger
	dir   string
	doubt chan struct{} // has a token when the disk should be asked
	away  atomic.Bool   // it was turned off on purpose, for damage

	// overwrite is done to the files before JetStream is on again.
	overwrite func()

	clustered bool // of a node of a cluster

	mu  sync.Mutex
	now *Error // nil: it stores

	// Of the goroutine that watches.
	used uint64 // bytes JetStream held when last it was on
	low  bool   // it was warned that there is little space

	given      bool   // the store writes into the reserve
	lent       uint64 // bytes of the reserve that the disk must have room for again
	unreserved bool   // it was told that the reserve cannot be made
}

func newStorage(n *server.Server, cfg *Config) *storage {
	return &storage{nats: n, log: cfg.Logger, dir: cfg.DataDir, doubt: make(chan struct{}, 1),
		clustered: cfg.Cluster.Listen != "",
		overwrite: func() { _ = overwrite(context.Background(), *cfg) }} // it says no by itself
}

// Storage is nil while the server can store. Otherwise it is an [*Error] with
// code [StorageFull], which passes when there is room, or [StorageBroken],
// which does not.
func (s *Server) Storage() error {
	if e := s.storage.state(); e != nil {
		return e
	}
	return nil
}

func (s *storage) state() *Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// failed takes an error from the server's log. The server may hold any lock
// of its own here, so nothing is asked of it.
func (s *storage) failed(err error) {
	switch {
	case diskFailed(err):
		s.enter(StorageBroken, err)
	case lacksSpace(err):
		s.enter(StorageFull, err)
	default: // some are only text, and some have nothing to do with the disk
		select {
		case s.doubt <- struct{}{}:
		default:
		}
	}
}

// enter makes it full or broken. Each time is a new state, also when it was
// full already: that is how reopen sees that the store has failed again.
func (s *storage) enter(code Code, err error) {
	e := &Error{Code: code, Subject: s.dir, Err: err}
	s.mu.Lock()
	was := s.now
	if was == nil || was.Code != StorageBroken {
		s.now = e
	}
	s.mu.Unlock()
	if was == nil || was.Code == StorageFull && code == StorageBroken {
		s.log.Error(e.sentence(), "data", s.dir, "err", err)
	}
}

// recovered makes it well, unless it has become something else since.
func (s *storage) recovered(was *Error) {
	s.mu.Lock()
	left := s.now == was
	if left {
		s.now = nil
	}
	s.mu.Unlock()
	if left {
		s.log.Info(
			"the data directory has room again: storing goes on, with everything that was "+
				"confirmed", "data", s.dir)
	}
}
