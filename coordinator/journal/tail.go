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
	storedBuffer = 4096
	// ackBuffer exceeds the acks that can be on their way: some for each
	// record in flight.
	ackBuffer = 1024

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
	acks     chan *nats.Msg // what the stream answers to publishes
	stored   chan *nats.Msg // what it says it has stored

	state    *rollcall.State
	target   uint64             // the last record known to be in the stream
	first    uint64             // the first record in the stream, when last looked
	mark     uint64             // the low-water mark when last tidied
	commands []rollcall.Command // decoded last, to be used again
	last     *record            // of this replica, applied last
	vitals
}

func newTail(j *Journal, nc *nats.Conn, reconnected <-chan struct{}) (*tail, error) {
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	t := &tail{
		Journal: j, nc: nc, js: js, reconnected: reconnected,
		acks:   make(chan *nats.Msg, ackBuffer),
		stored: make(chan *nats.Msg, storedBuffer),
		state:  rollcall.NewState(),
		vitals: vitals{unwell: time.Now(), why: errReplaying},
	}
	t.committer = &committer{Journal: j, nc: nc, inbox: nc.NewInbox()}
	return t, nil
}

// listen subscribes to what the stream will say.
func (t *tail) listen() error {
	t.committer.epoch = t.identity.epoch
	if _, err := t.nc.ChanSubscribe(stored(t.identity.epoch), t.stored); err != nil {
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
		case <-t.reconnected:
			t.recheck(ctx)
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
	id := m.Header.Get(jetstream.MsgIDHeader)
	switch {
	case seq == t.next():
		t.apply(seq, at, id, m.Data)
	case t.last != nil && t.last.id == id: // its ack was faster
		t.measureSkew(t.last, at)
	}
}

// onAck takes what the stream answered to a publish.
func (t *tail) onAck(m *nats.Msg) {
	r := t.flight.find(m.Subject[strings.LastIndexByte(m.Subject, '.')+1:])
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
	t.fail(r.entries)
}

// onConfirmed applies a record that is stored, when it is the next: what is
// in it is at hand. Otherwise others' records come before it; they are on
// their way, and check reads what stays away. A probe waits for its copy from
// the stream, which has the stream's time.
func (t *tail) onConfirmed(r *record, seq uint64) {
	t.target = max(t.target, seq)
	switch {
	case seq < t.next(): // this place is another record's
		t.fault = errAnother
		t.flight.land(r)
		t.fail(r.entries)
	case seq == t.next() && !r.probe():
		t.applyOwn(seq, r)
	}
}

// apply applies the record at seq, which is the next.
func (t *tail) apply(seq uint64, at time.Time, id string, data []byte) {
	if r := t.flight.find(id); r != nil {
		t.measureSkew(r, at)
		t.applyOwn(seq, r)
		return
	}
	commands, err := decode(t.commands[:0], t.identity.epoch, data)
	if errors.Is(err, errNewer) {
		t.fault = err
		return
	}
	if err != nil {
		t.log.Error("passing over a record", "record", seq, "err", err)
	}
	for i, c := range commands {
		t.state.Apply(rollcall.Position{Record: seq, Index: uint16(i)}, c)
	}
	t.commands = commands[:0]
	t.passed(seq)
}

// applyOwn applies a record of this replica and answers its callers.
func (t *tail) applyOwn(seq uint64, r *record) {
	batch := make([]answer, len(r.entries))
	for i, e := range r.entries {
		out := t.state.Apply(rollcall.Position{Record: seq, Index: uint16(i)}, e.command)
		batch[i] = answer{e.caller, out}
	}
	t.passed(seq)
	t.flight.land(r)
	t.last, t.confirmed, t.refused = r, time.Now(), nil
	if !r.probe() {
		t.answers <- batch
		t.cfg.OnCommit(Commit{len(r.entries), len(r.data), time.Since(r.sent)})
	}
}

// passed makes what follows seq the next record.
func (t *tail) passed(seq uint64) {
	t.state.Pass(seq)
	t.stats.applied.Store(seq)
	t.stats.openRolls.Store(int64(t.state.OpenRolls()))
	t.stats.presences.Store(int64(t.state.Presences()))
}
