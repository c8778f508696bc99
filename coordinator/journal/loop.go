package journal

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/journal/record"
)

const (
	// storedBuffer is how many records may wait to be applied. More are
	// dropped by the client, and read from the stream.
	storedBuffer = 512
	// ackBuffer exceeds the acks that can be on their way: some for each
	// record in flight.
	ackBuffer = 1024

	checkEvery = 100 * time.Millisecond
	tidyEvery  = time.Minute
	// ageEvery is how long the journal is left without a record that tells its age.
	ageEvery = time.Hour
)

// loop is the one goroutine that has the state of a replica. What the stream says goes to
// the follower; what stays away the reader fetches for it; how all of it is the monitor
// is told.
type loop struct {
	journal     *Journal
	nc          *nats.Conn
	reconnected <-chan struct{}
	acks        chan *nats.Msg // what the stream answers to publishes

	follower  follower
	reader    reader
	monitor   monitor
	clock     *leaderClock
	committer *committer
	council   council
	wall      *wallClock
	beats     chan *nats.Msg // of other replicas
	altered   chan struct{}  // somebody has changed the stream's configuration

	steppedDown time.Time // when the stream's leader was last asked to
	rechecked   time.Time
	first       uint64 // the first record in the stream, when last looked
	mark        uint64 // the low-water mark when last tidied
}

func newLoop(j *Journal, nc *nats.Conn, reconnected <-chan struct{}) (*loop, error) {
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	l := &loop{
		journal: j, nc: nc, reconnected: reconnected,
		acks:  make(chan *nats.Msg, ackBuffer),
		clock: &j.clock, wall: &j.wall,
		reader: reader{nc: nc, opening: opening{js, j.cfg}, log: j.log, flight: &j.flight},
	}
	l.follower = follower{machine: j.cfg.Machine, log: j.log, stats: &j.stats, flight: &j.flight,
		ledger: &j.ledger, age: &j.age, landed: l.landed, next: 1}
	l.council = council{
		nc: nc, log: j.log, name: j.name, wall: &j.wall, shown: &j.digest,
		peers: make(map[string]*peer), votes: make(map[uint64]*vote),
	}
	l.altered = make(chan struct{}, 1)
	l.beats = make(chan *nats.Msg, storedBuffer)
	l.follower.digested = l.council.state
	l.monitor = monitor{health: &j.health, log: j.log, nc: nc, clock: &j.clock, council: &l.council,
		node: j.cfg.Node, maxSkew: j.cfg.MaxSkew, unwell: time.Now(), why: errReplaying}
	l.committer = &committer{journal: j, queue: &j.queue, flight: &j.flight, nc: nc,
		inbox: nc.NewInbox(), clock: &j.clock, age: &j.age, ledger: &j.ledger, away: l.absence,
		hold: gatherFor}
	if j.cfg.Replicas > 1 {
		l.committer.hold = gatherOver
	}
	return l, nil
}

// open finds or creates the stream. It tries until it can, or ctx is done.
func (l *loop) open(ctx context.Context) error {
	retry := time.NewTicker(checkEvery)
	defer retry.Stop()
	for {
		err := l.reader.open(ctx)
		if err == nil {
			return nil
		}
		l.report(Health{Err: err})
		select {
		case <-retry.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// listen subscribes to what the stream will say.
func (l *loop) listen() error {
	epoch := l.reader.identity.epoch
	l.committer.epoch, l.follower.epoch = epoch, epoch
	l.follower.made = l.reader.identity.made
	l.follower.losses = l.reader.identity.losses
	l.follower.confirmed = l.journal.cfg.Node.Confirmed()
	l.council.epoch = epoch
	if _, err := l.nc.ChanSubscribe(beats(epoch), l.beats); err != nil {
		return err
	}
	if _, err := l.nc.ChanSubscribe(stored(epoch), l.journal.stored); err != nil {
		return err
	}
	if _, err := l.nc.Subscribe(streamUpdated, func(*nats.Msg) { poke(l.altered) }); err != nil {
		return err
	}
	_, err := l.nc.ChanSubscribe(l.committer.inbox+".*", l.acks)
	return err
}

// run replays the stream and follows it until ctx is done.
func (l *loop) run(ctx context.Context) {
	check, tidy := time.NewTicker(checkEvery),
		time.NewTicker(l.journal.cfg.TidyEvery)
	defer check.Stop()
	defer tidy.Stop()
	l.recheck(ctx)
	l.check(ctx)
	for ctx.Err() == nil {
		select {
		case m := <-l.journal.stored:
			l.onStored(ctx, m)
		case m := <-l.acks:
			l.onAck(m)
		case m := <-l.beats:
			l.council.receive(m.Data)
		case view := <-l.journal.views:
			view()
		case <-l.journal.raises:
			l.raise(l.clock.time())
		case <-l.reconnected:
			l.recheck(ctx)
		case <-l.altered:
			if l.monitor.sound() { // else it is looked at every second
				l.recheck(ctx)
			}
		case <-check.C:
			l.check(ctx)
		case <-tidy.C:
			l.tidy(ctx)
		case <-ctx.Done():
		}
	}
}

// onStored takes a record that the stream has said again.
func (l *loop) onStored(ctx context.Context, m *nats.Msg) {
	seq, err1 := strconv.ParseUint(m.Header.Get(jetstream.SequenceHeader), 10, 64)
	at, err2 := time.Parse(time.RFC3339Nano, m.Header.Get(jetstream.TimeStampHeaer))
	if err1 != nil || err2 != nil || !l.monitor.sound() {
		return // someone's own publish (the stream always sets both), or not to be trusted
	}
	l.follower.expect(seq)
	if seq > l.follower.next {
		l.read(ctx)
	}
	if seq == l.follower.next && l.monitor.sound() {
		l.monitor.find(l.follower.apply(seq, at, m.Header.Get(jetstream.MsgIDHeader), m.Data))
	}
}

// read reads what the follower lacks. When it cannot, the next check tries again.
func (l *loop) read(ctx context.Context) {
	if !l.monitor.sound() {
		return
	}
	if fault, ok := errors.AsType[faultError](l.reader.read(ctx, &l.follower)); ok {
		l.monitor.find(fault.error)
	}
}

// recheck looks whether the stream is the one that was followed, and applies
// what it has got meanwhile.
func (l *loop) recheck(ctx context.Context) {
	info, err := l.reader.look(ctx, l.follower.next)
	if l.monitor.find(err); err != nil {
		return
	}
	l.monitor.alone = info.Config.Replicas == 1
	// another replica has purged
	if first := info.State.FirstSeq; l.follower.lowWater(first) == first {
		// the monitor says what is wrong with the node
		_ = l.journal.cfg.Node.Purge(l.reader.identity.epoch, first)
	}
	l.first = info.State.FirstSeq
	l.journal.stats.records.Store(info.State.Msgs)
	l.journal.stats.bytes.Store(info.State.Bytes)
	l.journal.losses.Store(l.reader.identity.lostFrom(info.State.FirstSeq))
	l.follower.expect(info.State.LastSeq)
	l.follower.startAt(info.State.FirstSeq)
	l.read(ctx)
	if l.monitor.sound() && !l.follower.behind() {
		if l.journal.ledger.woken() {
			l.wall.before(l.journal.ledger.lastWritten(l.clock.time()))
		}
		l.monitor.find(l.journal.ledger.whole())
	}
}

// check mends what can be mended: records without a sign of them are sent
// again or given up, missing records are read, and a replica that could not
// commit tries whether it can.
func (l *loop) check(ctx context.Context) {
	now := time.Now()
	l.journal.failStale()
	l.checkFlight(now)
	if l.follower.lags(now) {
		l.read(ctx)
	}
	if !l.monitor.sound() && now.Sub(l.rechecked) > time.Second {
		l.rechecked = now
		l.recheck(ctx)
	}
	l.confer(ctx, now)
	h := l.monitor.assess(now, &l.follower)
	if !l.journal.flight.probing() && l.monitor.wantsProbe(h, now) {
		l.committer.probe(l.monitor.probe(now))
	}
	l.report(h)
	if h.Err == nil {
		l.raiseAlone()
		l.tellAge()
	}
}

// confer holds this replica to the others.
func (l *loop) confer(ctx context.Context, now time.Time) {
	l.wall.look()
	l.council.beat(now)
	l.journal.middle.Store(l.council.middle())
	l.journal.behind.Store(l.council.behind())
	switch err := l.council.countVotes(now); {
	case errors.Is(err, errTie):
		l.monitor.tied(err)
	case err != nil && l.monitor.sound():
		l.monitor.leave(now, err)
		l.report(Health{Err: err})
		l.follower.again(l.first)
		l.recheck(ctx)
	}
	l.stepDown(now)
}

// stepDownEvery is how often the stream is asked for another leader at the most.
const stepDownEvery = 10 * time.Second

// stepDown asks for another leader of the stream when this replica's clock is not most
// others', and the leader's is as wrong: it is most likely beside this replica.
func (l *loop) stepDown(now time.Time) {
	ahead, decided := l.council.clock(l.monitor.maxSkew)
	if !decided || ahead == 0 || l.monitor.alone || l.clock.skew().Abs() > l.monitor.maxSkew ||
		now.Sub(l.steppedDown) < stepDownEvery {
		return
	}
	l.steppedDown = now
	l.journal.log.Warn("this clock is not most others': the journal is to have another leader",
		"ahead", ahead)
	if err := l.nc.Publish("$JS.API.STREAM.LEADER.STEPDOWN."+Stream, nil); err != nil {
		l.journal.log.Debug("asking for another leader", "err", err)
	}
}

// tellAge sends a record for nothing but its age when the journal was left alone for long:
// what is over must be over for all.
func (l *loop) tellAge() {
	version, age := l.journal.ledger.now()
	if version > record.First && l.journal.age.now()-age >= ageEvery &&
		!l.journal.flight.probing() {
		l.committer.probe(l.monitor.probe(time.Now()))
	}
}

// absence is for how long nobody ran before this replica did.
func (l *loop) absence() (off time.Duration, after uint64) {
	_, age := l.journal.ledger.now()
	return l.journal.ledger.absence(l.clock.time(), l.journal.age.now()-age)
}

func (l *loop) report(h Health) { l.monitor.report(h, l.follower.next-1) }

// tidy looks at the stream and gives back what nobody can ask for any more,
// in memory and in the journal. A replica that is behind must not: what is old by the
// clock may not be over for the commands it has yet to apply.
//
// What is over is so by the age that records have told. A journal that is full takes none:
// then this replica's own age must do, or it would stay full. The first record that is
// taken again tells it to the others.
func (l *loop) tidy(ctx context.Context) {
	l.recheck(ctx)
	if l.monitor.able() && !l.follower.behind() && l.monitor.clockRight() {
		l.follower.sweep(l.clock.time(), l.sweepAge())
		l.purge(ctx)
	}
}

// sweepAge is the age at which what is over is given back, where it is greater than that
// of the records.
func (l *loop) sweepAge() time.Duration {
	if !l.monitor.full() {
		return 0
	}
	return l.journal.age.now()
}

// keep gives the low-water mark, which is not behind what somebody holds.
func (l *loop) keep() (mark func(limit uint64) uint64) {
	first := uint64(0)
	if hold := l.journal.cfg.Hold; hold != nil {
		first = hold()
	}
	if first == 0 {
		return l.follower.lowWater
	}
	return func(limit uint64) uint64 { return l.follower.lowWater(min(limit, first)) }
}

// purge removes what was before the low-water mark when last tidied. That it
// is the last mark leaves the newest records alone, whose message ids may yet
// come again.
func (l *loop) purge(ctx context.Context) {
	mark := l.mark
	l.mark = l.journal.ledger.cut(l.keep())
	if mark <= l.first {
		return
	}
	if err := l.journal.cfg.Node.Purge(l.reader.identity.epoch, mark); err != nil {
		return // the monitor says what is wrong with the node
	}
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	if err := l.reader.stream.Purge(ctx, jetstream.WithPurgeSequence(mark)); err != nil {
		l.journal.log.Warn("purging the journal", "before", mark, "err", err)
		return
	}
	l.journal.log.Debug("purged the journal", "before", mark)
}
