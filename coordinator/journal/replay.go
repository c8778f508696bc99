package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/rollcall"
)

const (
	// readWithin is how long reading the stream may go without a record.
	readWithin = 2 * time.Second
	// openWithin is short because a cluster without a leader does not answer,
	// and has one soon after.
	openWithin = time.Second
)

// open finds or creates the stream and applies all it has. It tries until it
// can, or ctx is done.
func (t *tail) open(ctx context.Context) error {
	retry := time.NewTicker(checkEvery)
	defer retry.Stop()
	for {
		err := t.tryOpen(ctx)
		if err == nil {
			return nil
		}
		t.report(Health{Err: err})
		select {
		case <-retry.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (t *tail) tryOpen(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if t.stream, err = (opening{t.js, t.cfg}).open(ctx); err != nil {
		return err
	}
	t.identity = identify(t.stream.CachedInfo())
	return nil
}

// recheck looks whether the stream is the one that was followed, and applies
// what it has got meanwhile.
func (t *tail) recheck(ctx context.Context) {
	info := t.look(ctx)
	if info == nil {
		return
	}
	t.target = max(t.target, info.State.LastSeq)
	t.first = info.State.FirstSeq
	t.stats.records.Store(info.State.Msgs)
	t.stats.bytes.Store(info.State.Bytes)
	t.startAt(info.State.FirstSeq)
	t.read(ctx)
}

// look is how the stream is, nil when something is wrong with it: then that
// is the fault.
func (t *tail) look(ctx context.Context) *jetstream.StreamInfo {
	info, err := t.info(ctx)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		t.fault = errAnother
	case err != nil:
		t.fault = fmt.Errorf("%w, nor answers: %w", errStalled, err)
	case !t.identity.of(info) || info.State.LastSeq < t.next()-1:
		t.fault = errAnother
	default:
		t.alone = info.Config.Replicas == 1
		if t.fault = t.settle(ctx, info); t.fault == nil {
			return info
		}
	}
	return nil
}

// settle sees that the stream stays as the journal must be.
func (t *tail) settle(ctx context.Context, info *jetstream.StreamInfo) error {
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	return opening{t.js, t.cfg}.keep(ctx, info, t.identity.epoch)
}

func (t *tail) info(ctx context.Context) (*jetstream.StreamInfo, error) {
	if !t.nc.IsConnected() {
		return nil, nats.ErrDisconnected // waiting would hold up what must be refused
	}
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	return t.stream.Info(ctx)
}

// startAt begins again from first, the stream's first record, if the record
// that should be next was purged. What is left gives the whole state to a
// replica that begins with nothing.
func (t *tail) startAt(first uint64) {
	if first <= t.next() {
		return
	}
	if t.next() > 1 {
		t.log.Warn("the record to be applied next was purged: starting again from the first", "next", t.next(), "first", first)
	}
	t.state = rollcall.NewState()
	t.state.Pass(first - 1)
}

// read applies records from the stream up to the target. When it cannot, the
// next check tries again.
func (t *tail) read(ctx context.Context) {
	if t.next() > t.target {
		return
	}
	began, from := time.Now(), t.next()
	err := t.tryRead(ctx)
	t.log.Debug("read the journal", "from", from, "to", t.next()-1, "took", time.Since(began), "err", err)
}

// records begins to read the stream at the record to be applied next. A
// stream without a leader must not hold up everything else for long.
func (t *tail) records(ctx context.Context) (jetstream.MessagesContext, error) {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	consumer, err := t.stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{
		DeliverPolicy: jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:   t.next(),
	})
	if err != nil {
		return nil, err
	}
	return consumer.Messages(jetstream.PullMaxMessages(4096))
}

func (t *tail) tryRead(ctx context.Context) error {
	records, err := t.records(ctx)
	if err != nil {
		return err
	}
	defer records.Stop()
	for t.next() <= t.target && t.fault == nil {
		m, err := records.Next(jetstream.NextMaxWait(readWithin))
		if err != nil {
			return err
		}
		if err := t.applyRead(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// applyRead applies a record that was read from the stream.
func (t *tail) applyRead(ctx context.Context, m jetstream.Msg) error {
	meta, err := m.Metadata()
	if err != nil {
		return err
	}
	seq := meta.Sequence.Stream
	if seq > t.next() {
		info := t.look(ctx)
		if info == nil {
			return t.fault
		}
		t.startAt(info.State.FirstSeq)
		if info.State.FirstSeq < seq {
			t.state.Pass(seq - 1) // the stream never had what is between
		}
	}
	if seq != t.next() {
		return nil
	}
	id := m.Headers().Get(jetstream.MsgIDHeader)
	// What was read must be of the stream that is followed before it answers
	// anyone. A stream that was deleted never comes back as the same: what it
	// is now, it was when it was read.
	if t.flight.get(id) != nil && t.look(ctx) == nil {
		return t.fault
	}
	t.apply(seq, meta.Timestamp, id, m.Data())
	return nil
}
