package records

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Sealed is a record as it is stored.
func Sealed(k *Kept) *nats.Msg {
	k.Format = version
	return seal(keptSubject(k.Class, k.Roll), encode(k))
}

// StreamConfig is the stream as a coordinator makes it.
func StreamConfig() jetstream.StreamConfig { return streamConfig(1, 0) }

// Name does all of an expiry but that it deletes nothing.
func (s *Store) Name(ctx context.Context, l Lasting) error {
	due, err := s.due(ctx, l)
	if err != nil {
		return err
	}
	last := &Erasure{Format: version, Why: WhyKeep, Due: due}
	seq, err := s.write(ctx, keepSubject, last, 0)
	if err != nil {
		return err
	}
	went, err := s.going(ctx, l, due)
	if err == nil {
		err = l.Write(ctx, went, seq)
	}
	if err != nil {
		return err
	}
	return s.publish(ctx, keepSubject, went, seq)
}

// Unnamed is how many messages are gone without an erasure that names them.
func (s *Store) Unnamed(ctx context.Context) (uint64, error) { return s.unnamed(ctx, new(named)) }
