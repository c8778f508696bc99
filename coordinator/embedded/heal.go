package embedded

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/coordinator/integrity"
)

// A node of a cluster whose files are damaged must not go on. As a leader it would have
// the others take over what it lacks, and with its vote one could lead that lacks what
// this one has lost. So its JetStream is off, and when it comes on again it is with no
// store at all, as that of a node that has just been added: it is then given everything.
//
// Such a node has forgotten which records it has confirmed and which leaders it has voted for.
// That loses nothing when, after its JetStream went off, each log has a leader elsewhere and
// all others have what that leader has: see [Server.Vouch]. The caller of [Server.Heal] has
// made sure of that.

// Scout starts a node of a cluster without JetStream: it is on the network, and never
// opens its store. [Server.Replace] puts that aside.
func Scout(ctx context.Context, cfg Config) (*Server, error) {
	lock, err := acquire(cfg.DataDir)
	if err != nil {
		return nil, err
	}
	cfg.scout = true
	s, err := newServer(cfg.withLogger(), lock)
	if err != nil {
		_ = lock.release()
		return nil, err
	}
	return s, s.begin(ctx, cfg)
}

// disableJetStream turns JetStream off. What this node leads it hands to others first: they need
// not wait for an election.
func (s *Server) disableJetStream() {
	s.storage.away.Store(true)
	for account, logs := range s.logs() {
		for _, log := range logs {
			if log.stream != "" && log.Leader == log.ID {
				_ = s.nats.JetStreamStepdownStream(account, log.stream) // else it is elected
			}
		}
	}
	if err := s.nats.ShutdownJetStream(); err != nil {
		s.storage.log.Error("turning JetStream off", "err", err)
	}
}

// giveUpAfter is how long a copy that was there may be none. While a stream is being
// removed or made anew it is, for a moment.
const giveUpAfter = 10 * time.Second

// givenUp takes a stream for damaged whose copy the server has stopped for good, as it does
// over files that it misses when it wants to use them.
func (s *Server) givenUp(lacking *Error) {
	c := &s.copies
	switch {
	case lacking == nil || lacking.Err != errNoCopy || !c.known() || s.Storage() != nil:
		c.none = time.Time{}
	case c.none.IsZero():
		c.none = time.Now()
	case time.Since(c.none) > giveUpAfter:
		c.none = time.Time{}
		s.scrub.set(&Error{Code: DataDamaged, Subject: s.scrub.dir,
			Err: errors.New("the server has given up its copy of " + lacking.Subject +
				"; the log says why")})
	}
}

// Replace puts the store of a server whose JetStream is off aside.
func (s *Server) Replace(now time.Time) (integrity.Replaced, error) {
	return integrity.Replace(s.scrub.dir, now)
}

// Heal has a server that has left for its damage, see [Server.Damage], begin again
// with no store. [Server.Current] tells when it has been given what the others have.
func (s *Server) Heal(now time.Time) (integrity.Replaced, error) {
	replaced, err := s.Replace(now)
	if err != nil {
		return replaced, err
	}
	s.copies.restart()
	err = s.nats.EnableJetStream(
		&server.JetStreamConfig{StoreDir: s.scrub.dir, MaxMemory: maxMemory})
	if err != nil {
		return replaced, err
	}
	s.storage.away.Store(false)
	s.scrub.clear()
	return replaced, nil
}
