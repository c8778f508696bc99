package journal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/journal/record"
)

const (
	// readWithin is how long reading the stream may go without a record.
	readWithin = 2 * time.Second
	// openWithin is short because a cluster without a leader does not answer,
	// and has one soon after.
	openWithin = time.Second
	// consumerFor is how long the server keeps a consumer that nobody uses any more.
	consumerFor = time.Minute
)

// reader reads the stream for the follower: all of it at start, later what did not
// come by itself. It knows which stream it is.
type reader struct {
	nc      *nats.Conn
	opening opening
	log     *slog.Logger
	flight  *flight

	stream   jetstream.Stream
	identity identity
}

// open finds or creates the stream.
func (r *reader) open(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if r.stream, err = r.opening.open(ctx); err != nil {
		return err
	}
	r.identity = identify(r.stream.CachedInfo())
	if n := r.stream.CachedInfo().State.LastSeq; n > 0 && r.opening.cfg.Node != (elsewhere{}) &&
		r.opening.cfg.Node.Confirmed().Journal == "" {
		r.log.Warn(
			"this node has no note of what it has confirmed, and begins one: whether the end of "+
				"the journal was missing before cannot be told", "last", n)
	}
	return begin(r.opening.cfg.Node, r.stream.CachedInfo())
}

// look is how the stream is. The error says what is wrong with it, when records of it
// must not be applied after those that were: next is the one to be applied next.
func (r *reader) look(ctx context.Context, next uint64) (*jetstream.StreamInfo, error) {
	info, err := r.info(ctx)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, errAnother
	case err != nil:
		return nil, fmt.Errorf("%w, nor answers: %w", errStalled, err)
	case !r.identity.of(info) || info.State.LastSeq < next-1:
		return nil, errAnother
	default:
		return info, cmp.Or(r.verifyStream(ctx, info), checkWhole(r.opening.cfg.Node, info))
	}
}

// verifyStream sees that the stream stays as the journal must be.
func (r *reader) verifyStream(ctx context.Context, info *jetstream.StreamInfo) error {
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	return r.opening.keep(ctx, info, r.identity.epoch)
}

func (r *reader) info(ctx context.Context) (*jetstream.StreamInfo, error) {
	if !r.nc.IsConnected() {
		return nil, nats.ErrDisconnected // waiting would hold up what must be refused
	}
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	return r.stream.Info(ctx)
}

// read has the follower apply what the stream has, up to its target. It may be tried
// again when it could not all be read; a [faultError] says that it must not go on.
func (r *reader) read(ctx context.Context, f *follower) error {
	if !f.behind() {
		return nil
	}
	began, from := time.Now(), f.next
	err := r.readOn(ctx, f)
	r.log.Debug("read the journal", "from", from, "to", f.next-1, "took", time.Since(began), "err",
		err)
	return err
}

func (r *reader) readOn(ctx context.Context, f *follower) error {
	records, err := r.records(ctx, f.next)
	if err != nil {
		return err
	}
	defer records.Stop()
	for n := uint64(1); f.behind(); n++ {
		m, err := records.Next(jetstream.NextMaxWait(readWithin))
		if err != nil {
			return err
		}
		if err := r.hand(ctx, f, m, n); err != nil {
			return err
		}
	}
	return nil
}

// records begins to read the stream at a record. A stream without a leader must not
// hold up everything else for long. So it is not the library's ordered consumer, which asks
// for another one, however long, when it loses its own: whoever reads begins again instead.
func (r *reader) records(ctx context.Context, from uint64) (jetstream.MessagesContext, error) {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	consumer, err := r.stream.CreateConsumer(ctx, jetstream.ConsumerConfig{
		DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:       from,
		AckPolicy:         jetstream.AckNonePolicy,
		InactiveThreshold: consumerFor,
		Replicas:          1,
		MemoryStorage:     true,
	})
	if err != nil {
		return nil, err
	}
	return consumer.Messages(jetstream.PullMaxMessages(4096))
}

// errOmitted: something that was sent to the reader has not come.
var errOmitted = errors.New("a message of the consumer has not come")

// hand gives the follower a record that was read, the nth.
func (r *reader) hand(ctx context.Context, f *follower, m jetstream.Msg, n uint64) error {
	meta, err := m.Metadata()
	if err != nil {
		return err
	}
	if meta.Sequence.Consumer != n {
		return errOmitted
	}
	seq := meta.Sequence.Stream
	if seq > f.next {
		if err := r.skip(ctx, f, seq); err != nil {
			return err
		}
	}
	if seq != f.next {
		return nil
	}
	id := m.Headers().Get(jetstream.MsgIDHeader)
	// What was read must be of the stream that is followed before it answers
	// anyone. A stream that was deleted never comes back as the same: what it
	// is now, it was when it was read.
	if r.flight.get(id) != nil {
		if _, err := r.look(ctx, f.next); err != nil {
			return faultError{err}
		}
	}
	if err := f.apply(seq, meta.Timestamp, id, m.Data()); err != nil {
		return faultError{err}
	}
	return nil
}

// skip is for when the next record that there is to be read is that at seq: those before
// it were purged meanwhile.
func (r *reader) skip(ctx context.Context, f *follower, seq uint64) error {
	info, err := r.look(ctx, f.next)
	if err != nil {
		return faultError{err}
	}
	f.startAt(info.State.FirstSeq)
	if f.next < seq {
		return faultError{
			fmt.Errorf("%w: it has record %d and not %d, which nobody may delete", errGap, seq,
				f.next)}
	}
	return nil
}

// errGap: a record inside the stream is missing.
var errGap = fmt.Errorf("%w: a record is missing", record.ErrDamaged)

// faultError is a fault of the stream, as against a failure to read it.
type faultError struct{ error }

func (e faultError) Unwrap() error { return e.error }
