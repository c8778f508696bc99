package journal

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/rollcall"
)

const (
	// storedBuffer is how many records may wait to be applied. More are
	// dropped by the client, and read from the stream.
	storedBuffer = 512
	// ackBuffer exceeds the acks that can be on their way: some for each
	// record in flight.
	ackBuffer = 1024

	// errInProcess is what the leader answers to a message id that it has
	// seen and a majority has not stored yet.
	errInProcess jetstream.ErrorCode = 10158

	checkEvery = 100 * time.Millisecond
	tidyEvery  = time.Minute
)

// tail applies the journal to the state, record after record without a gap,
// and ends the records of this replica. All its fields belong to the one
// goroutine that runs it.
type tail struct {
	*Journal
	nc          *nats.Conn
	js          jetstream.JetStream
	reconnected <-chan struct{}
	committer   *committer

	stream   jetstream.Stream
	identity identity
	clock    leaderClock    // of the stream's leader
	acks     chan *nats.Msg // what the stream answers to publishes
	altered  chan struct{}  // somebody has changed the stream's configuration

	state    *rollcall.State
	target   uint64             // the last record known to be in the stream
	first    uint64             // the first record in the stream, when last looked
	mark     uint64             // the low-water mark when last tidied
	commands []rollcall.Command // decoded last, to be used again
	vitals
}

func newTail(j *Journal, nc *nats.Conn, reconnected <-chan struct{}) (*tail, error) {
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	t := &tail{
		Journal: j, nc: nc, js: js, reconnected: reconnected,
		acks:    make(chan *nats.Msg, ackBuffer),
		altered: make(chan struct{}, 1),
		state:   rollcall.NewState(),
		clock:   leaderClock{now: j.cfg.Now},
		vitals:  vitals{unwell: time.Now(), why: errReplaying},
	}
	t.committer = &committer{Journal: j, nc: nc, inbox: nc.NewInbox(), clock: &t.clock}
	return t, nil
}

// listen subscribes to what the stream will say.
func (t *tail) listen() error {
	t.committer.epoch = t.identity.epoch
	if _, err := t.nc.ChanSubscribe(stored(t.identity.epoch), t.stored); err != nil {
		return err
	}
	if _, err := t.nc.Subscribe(streamUpdated, func(*nats.Msg) { poke(t.altered) }); err != nil {
		return err
	}
	_, err := t.nc.ChanSubscribe(t.committer.inbox+".*", t.acks)
	return err
}

// run replays the stream and follows it until ctx is done.
func (t *tail) run(ctx context.Context) {
	check, tidy := time.NewTicker(checkEvery), time.NewTicker(cmp.Or(t.cfg.TidyEvery, tidyEvery))
	defer check.Stop()
	defer tidy.Stop()
	t.recheck(ctx)
	t.check(ctx)
	for ctx.Err() == nil {
		select {
		case m := <-t.stored:
			t.onStored(ctx, m)
		case m := <-t.acks:
			t.onAck(m)
		case view := <-t.views:
			view(t.state)
		case <-t.reconnected:
			t.recheck(ctx)
		case <-t.altered:
			if t.fault == nil { // else it is looked at every second
				t.recheck(ctx)
			}
		case <-check.C:
			t.check(ctx)
		case <-tidy.C:
			t.tidy(ctx)
		case <-ctx.Done():
		}
	}
}

// next is the sequence of the record to be applied next.
func (t *tail) next() uint64 { return t.state.Next() }

// onStored takes a record that the stream has said again.
func (t *tail) onStored(ctx context.Context, m *nats.Msg) {
	seq, err1 := strconv.ParseUint(m.Header.Get(jetstream.SequenceHeader), 10, 64)
	at, err2 := time.Parse(time.RFC3339Nano, m.Header.Get(jetstream.TimeStampHeaer))
	if err1 != nil || err2 != nil || t.fault != nil {
		return // someone's own publish (the stream always sets both), or not to be trusted
	}
	t.target = max(t.target, seq)
	if seq > t.next() {
		t.read(ctx)
	}
	if seq == t.next() {
		t.apply(seq, at, m.Header.Get(jetstream.MsgIDHeader), m.Data)
	}
}

// onAck takes what the stream answered to a publish.
func (t *tail) onAck(m *nats.Msg) {
	r := t.flight.get(m.Subject[strings.LastIndexByte(m.Subject, '.')+1:])
	if r == nil {
		return // applied before its ack came
	}
	var ack struct {
		Seq   uint64              `json:"seq"`
		Error *jetstream.APIError `json:"error"`
	}
	switch err := json.Unmarshal(m.Data, &ack); {
	case err != nil: // no responders: the stream has no leader just now
		r.resent = time.Time{}
	case ack.Error != nil && ack.Error.ErrorCode == errInProcess:
		// sent again while its first publish is on its way to a majority
	case ack.Error != nil:
		t.onRefused(r, ack.Error)
	case t.fault == nil:
		t.onConfirmed(r, ack.Seq)
	}
}

// onRefused ends a record that the stream did not take. Its outcome is given
// as unknown: an earlier publish of it may have been stored.
func (t *tail) onRefused(r *record, err *jetstream.APIError) {
	if t.refused == nil {
		t.log.Error("the journal refuses records", "err", err)
	}
	t.refused = err
	t.flight.land(r)
	t.fail(r.entries, ErrUnavailable)
}

// onConfirmed notes that a record is stored. Its copy, which the stream says
// again just before the ack, is what it is applied from: the ack does not
// tell which stream has it. Check reads what stays away.
func (t *tail) onConfirmed(r *record, seq uint64) {
	if seq < t.next() { // this place is another record's
		t.fault = errAnother
		t.flight.land(r)
		t.fail(r.entries, ErrUnavailable)
		return
	}
	t.target = max(t.target, seq)
}

// apply applies the record at seq, which is the next, and answers whoever of
// this replica waits for it.
func (t *tail) apply(seq uint64, stored time.Time, id string, data []byte) {
	own := t.flight.find(id, data)
	commands, written, err := t.decode(own, data)
	if errors.Is(err, errNewer) {
		t.fault = err
		return
	}
	var outcomes []rollcall.Outcome
	switch late := stored.Sub(written); {
	case err != nil:
		t.log.Error("passing over a record", "record", seq, "err", err)
	case late > storeWithin && len(commands) > 0:
		t.log.Warn("passing over a record that was stored too late", "record", seq, "late", late)
	default:
		outcomes = t.applyAll(seq, commands, own != nil)
	}
	t.commands = commands[:0]
	t.passed(seq)
	if own != nil {
		t.landed(own, stored, outcomes)
	}
}

// decode reads a record. The commands of an own one are still there.
func (t *tail) decode(own *record, data []byte) (commands []rollcall.Command, written time.Time, err error) {
	if own == nil {
		return decode(t.commands[:0], t.identity.epoch, data)
	}
	_, written, err = cutHeader(t.identity.epoch, data)
	return own.commands(t.commands[:0]), written, err
}

// applyAll applies the commands of a record. The outcomes are kept when someone
// here waits for them.
func (t *tail) applyAll(seq uint64, commands []rollcall.Command, keep bool) (outcomes []rollcall.Outcome) {
	if keep {
		outcomes = make([]rollcall.Outcome, len(commands))
	}
	for i, c := range commands {
		out := t.state.Apply(rollcall.Position{Record: seq, Index: uint16(i)}, c)
		if keep {
			outcomes[i] = out
		}
	}
	return outcomes
}

// landed ends a record of this replica. Without outcomes it was too late.
func (t *tail) landed(r *record, stored time.Time, outcomes []rollcall.Outcome) {
	t.flight.land(r)
	t.clock.observe(r.stamped, stored)
	t.confirmed, t.refused, t.stalled = time.Now(), nil, false
	switch {
	case outcomes == nil:
		t.fail(r.entries, ErrOverloaded)
	case !r.probe():
		t.answers <- answers{r.entries, outcomes}
		t.cfg.OnCommit(Commit{len(r.entries), len(r.data), time.Since(r.sent)})
	}
}

// passed makes what follows seq the next record.
func (t *tail) passed(seq uint64) {
	t.state.Pass(seq)
	t.stats.applied.Store(seq)
	t.count()
}

func (t *tail) count() {
	t.stats.openRolls.Store(int64(t.state.OpenRolls()))
	t.stats.presences.Store(int64(t.state.Presences()))
}
