package records

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
)

// openStore connects.
func openStore(cfg *Config) (s *Store, err error) {
	s = &Store{cfg: cfg, lasts: map[subjects.Class]lasts{}}
	for range connections {
		nc, err := cfg.Connect(nats.Name("chamada records"))
		if err != nil {
			s.close()
			return nil, fmt.Errorf("connect to NATS for the records: %w", err)
		}
		s.conns = append(s.conns, nc)
	}
	if s.js, err = jetstream.New(s.conns[0]); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *Store) close() {
	for _, nc := range s.conns {
		nc.Close()
	}
}

// stream is the stream, made if need be where that is wanted. The error is
// [jetstream.ErrStreamNotFound] when there is none, and [ErrLost].
func (s *Store) stream(ctx context.Context, wanted bool) (jetstream.Stream, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open != nil {
		return s.open, nil
	}
	found, err := findStream(ctx, s.js)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		if gone := s.cfg.checkGone(); gone != nil {
			return nil, gone
		}
		if wanted {
			found, err = makeStream(ctx, s.js, s.cfg)
		}
	}
	if err == nil {
		err = s.cfg.checkNoted(found.CachedInfo())
	}
	if err == nil {
		s.open = found
	}
	return found, err
}

// recheck has the stream be found again.
func (s *Store) recheck() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = nil
}
