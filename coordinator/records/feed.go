package records

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/retry"
)

// maxFeeds bounds the feeds of a stream.
const maxFeeds = 32

// ErrManyFeeds: there are as many feeds as there may be.
var ErrManyFeeds = errors.New("there are too many feeds")

// Feed makes a durable consumer of a stream, from which messages are pulled and acknowledged one
// by one, from the first on. One that is there goes on where it is. The error is
// [jetstream.ErrStreamNotFound] where there is no stream.
func (s *Store) Feed(ctx context.Context, stream, name string) error {
	return retry.UntilDone(ctx, func(ctx context.Context) error {
		in, err := s.js.Stream(ctx, stream)
		if err != nil {
			return err
		}
		_, err = in.Consumer(ctx, name)
		if !errors.Is(err, jetstream.ErrConsumerNotFound) {
			return err
		}
		if in.CachedInfo().State.Consumers >= maxFeeds {
			return ErrManyFeeds
		}
		_, err = in.CreateConsumer(ctx, jetstream.ConsumerConfig{Durable: name,
			AckPolicy: jetstream.AckExplicitPolicy})
		return err
	})
}
