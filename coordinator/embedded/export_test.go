package embedded

import (
	"context"
	"reflect"
	"sync"

	"github.com/nats-io/nats-server/v2/server"
)

// LogError says err as the NATS server does.
func (s *Server) LogError(err error) { s.log.Errorf("critical write error: %v", err) }

// TurnOff turns JetStream off, as a node of a cluster does by itself; On is whether
// it is on, and Leads whether it leads its cluster's affairs.
func (s *Server) TurnOff() error { return s.nats.ShutdownJetStream() }
func (s *Server) On() bool       { return s.nats.JetStreamEnabled() }
func (s *Server) Leads() bool    { return s.nats.JetStreamIsLeader() }

// Nodes is how many other nodes there are.
func (s *Server) Nodes() int { return s.nats.NumRemotes() }

// NoSpace is what this system says when there is no room.
var NoSpace = noSpace

// LastSeq is of the last message in this server's own copy of a stream.
func (s *Server) LastSeq(stream string) uint64 {
	info, err := s.nats.Jsz(&server.JSzOptions{Streams: true})
	if err != nil {
		return 0
	}
	for _, account := range info.AccountDetails {
		for _, detail := range account.Streams {
			if detail.Name == stream {
				return detail.State.LastSeq
			}
		}
	}
	return 0
}

// Unwatch has nobody look after the disk any more, and Doubts is whether somebody should.
func (s *Server) Unwatch()     { s.unwatch() }
func (s *Server) Doubts() bool { return len(s.storage.doubt) > 0 }

// Scrub looks at the store once, now.
func (s *Server) Scrub(ctx context.Context) { s.scrub.look(ctx) }

// Locks are that of the server's list of logs, and that of one of the logs; none until there is
// one.
func (e *Elections) Locks() (list, log *sync.RWMutex) {
	for _, l := range e.shared() {
		log, _ = field[sync.RWMutex](reflect.ValueOf(l).Elem(), "RWMutex")
	}
	return e.mu, log
}
