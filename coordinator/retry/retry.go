// Package retry asks JetStream again for as long as nobody answers: while a leader is elected a
// request is not answered, now or later. It also tells what an answer means for asking again.
package retry

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	// TryFor is how long one try may take: a request that came before there was a leader is never
	// answered.
	TryFor = 2 * time.Second
	// againAfter is the pause before the next try, when nobody was there.
	againAfter = 100 * time.Millisecond
)

// UntilDone tries again for as long as nobody answers, until ctx is done. The error is that of the
// last try.
func UntilDone(ctx context.Context, do func(context.Context) error) error {
	for {
		try, cancel := context.WithTimeout(ctx, TryFor)
		err := do(try)
		cancel()
		if !Unanswered(err) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(againAfter):
		}
	}
}

// Unanswered tells whether nobody has said anything: a leader is being elected.
func Unanswered(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, jetstream.ErrNoStreamResponse) || errors.Is(err, nats.ErrTimeout)
}

// IsConflict tells whether something else is stored, or on its way, than what was expected. The
// second number is a cluster's, which need not know yet what will be stored.
func IsConflict(err error) bool {
	e, ok := errors.AsType[*jetstream.APIError](err)
	return ok && (e.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence ||
		e.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant)
}
