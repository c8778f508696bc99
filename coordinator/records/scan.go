package records

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

const (
	// scanAtOnce and scanBytes bound what is read at once of all messages.
	scanAtOnce = 256
	scanBytes  = 8 << 20
)

// each visits all messages that the stream has when it is called, in its order. Any node may say
// what is in them; what one that lags has not got yet is asked of the leader.
func (s *Store) each(ctx context.Context, visit func(*message) error) error {
	info, err := s.info(ctx)
	if err != nil || info == nil {
		return err
	}
	for next := uint64(1); next <= info.State.LastSeq; {
		some, err := s.batch(ctx, next)
		if err == nil && len(some) == 0 {
			var m *message
			m, err = s.get(ctx, wanted{Seq: next, Next: subjects.Root + "record.>"})
			some = []*message{m}
		}
		if errors.Is(err, ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, m := range some {
			if next = m.sequence + 1; m.sequence > info.State.LastSeq {
				return nil
			}
			if err := visit(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// batch is some messages from a sequence on, as any node has them; none when nobody answers.
func (s *Store) batch(ctx context.Context, from uint64) (all []*message, err error) {
	ctx, cancel := context.WithTimeout(ctx, retry.TryFor)
	defer cancel()
	nc := s.js.Conn()
	inbox, err := nc.SubscribeSync(nc.NewInbox())
	if err != nil {
		return nil, err
	}
	defer func() { _ = inbox.Unsubscribe() }() // of a connection that is closed it is gone anyway
	err = nc.PublishRequest(batchSubject, inbox.Subject, encode(wanted{Seq: from,
		Next: subjects.Root + "record.>", Batch: scanAtOnce, MaxBytes: scanBytes}))
	for err == nil {
		var m *nats.Msg
		if m, err = inbox.NextMsgWithContext(ctx); err != nil {
			break
		}
		subject := m.Header.Get(jetstream.SubjectHeader)
		if subject == "" {
			return all, nil // the end, or why there is no more
		}
		seq, bad := parseSequence(m.Header.Get(jetstream.SequenceHeader))
		if bad != nil {
			return nil, bad
		}
		all = append(all, &message{subject: subject, sequence: seq, header: m.Header, data: m.Data})
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrNoResponders) {
		return all, nil
	}
	return nil, err
}
