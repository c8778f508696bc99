package classes

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

// headerRevision is the header of a document with its revision, for when the rest is damaged.
const headerRevision = "Chamada-Revision"

var (
	// errNone: the stream has no such message.
	errNone = errors.New("nothing found")
	// errNotReplaced: a revision that was to be erased is the latest.
	errNotReplaced = errors.New("its successor is not there")
	// errConflict: the class was changed by somebody else since it was read.
	errConflict = errors.New("the class was changed meanwhile")
)

// The headers and values of a rollup, which the library has no names for.
const (
	headerRollup  = "Nats-Rollup"
	rollupSubject = "sub"
)

// store reads and writes the stream.
type store struct {
	js     jetstream.JetStream
	stream jetstream.Stream
}

// next is the first message from seq on, [errNone] when the node that answers has none.
func (s *store) next(ctx context.Context, seq uint64) (m *jetstream.RawStreamMsg, err error) {
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		m, err = s.stream.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(keyPrefix+">"))
		return err
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, errNone
	}
	return m, err
}

// classOf is the class that a message is about; ok is false for a marker.
func classOf(m *jetstream.RawStreamMsg) (class subjects.Class, ok bool) {
	class, err := subjects.ParseClass(strings.TrimPrefix(m.Subject, keyPrefix))
	return class, err == nil
}

func revisionOf(m *jetstream.RawStreamMsg) uint64 {
	n, _ := strconv.ParseUint(m.Header.Get(headerRevision), 10, 64)
	return n
}

// mark writes a marker and gives its sequence. All that was stored before has a smaller one.
func (s *store) mark(ctx context.Context) (uint64, error) {
	m := nats.NewMsg(keyPrefix + markerKey)
	m.Header.Set(headerRollup, rollupSubject)
	return s.publish(ctx, m)
}

// put writes a document over the entry with sequence over, zero when there is none.
func (s *store) put(ctx context.Context, d *document, over uint64) (uint64, error) {
	m := nats.NewMsg(keyPrefix + d.Class.String())
	m.Data = d.encode()
	m.Header.Set(headerRevision, strconv.FormatUint(d.Revision, 10))
	m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, strconv.FormatUint(over, 10))
	if d.List == nil {
		m.Header.Set("KV-Operation", "DEL") // for who looks with the nats command line
	}
	return s.publish(ctx, m)
}

// publish has one effect however often it must be sent: a lost ack is no conflict.
func (s *store) publish(ctx context.Context, m *nats.Msg) (seq uint64, err error) {
	m.Header.Set(nats.MsgIdHdr, nuid.Next())
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		ack, err := s.js.PublishMsg(ctx, m)
		if err == nil {
			seq = ack.Sequence
		}
		return err
	})
	if retry.IsConflict(err) {
		return 0, errConflict
	}
	return seq, err
}

// erase deletes a revision and overwrites its bytes. Whatever else has its place by now, in a
// bucket that was made again, stays; and one that is gone is erased.
func (s *store) erase(ctx context.Context, r revision) error {
	there, err := s.has(ctx, r)
	if err != nil || !there {
		return err
	}
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		return s.stream.SecureDeleteMsg(ctx, r.seq)
	})
	if !errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) {
		return err
	}
	// The server has several words for what another coordinator was faster to erase.
	if there, lost := s.has(ctx, r); lost == nil && !there {
		return nil
	}
	return err
}

// has tells whether a revision is in the stream, behind a later one of its class. The error is
// [errNotReplaced] when there is no later one where it was looked.
func (s *store) has(ctx context.Context, r revision) (there bool, err error) {
	var at, last *jetstream.RawStreamMsg
	key := keyPrefix + r.class.String()
	err = retry.UntilDone(ctx, func(ctx context.Context) (err error) {
		if at, err = s.stream.GetMsg(ctx, r.seq); err == nil {
			last, err = s.stream.GetLastMsgForSubject(ctx, key)
		}
		return err
	})
	switch {
	case errors.Is(err, jetstream.ErrMsgNotFound):
		return false, nil
	case err != nil:
		return false, err
	case at.Subject != key:
		return false, nil
	case last.Sequence <= r.seq:
		return false, errNotReplaced
	default:
		return true, nil
	}
}
