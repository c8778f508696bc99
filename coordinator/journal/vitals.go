package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// probeEvery is how often a replica that cannot commit tries whether it can, at
// most: there is one probe at a time.
const probeEvery = 500 * time.Millisecond

// vitals is what a tail knows about its own health.
type vitals struct {
	fault     error     // what is wrong with the stream, until recheck finds it right
	refused   error     // why the stream refused the last record
	stalled   bool      // the last record did not come back in time
	behind    time.Time // since when the next record has been missing; zero: it is not
	confirmed time.Time // when a record of this replica was last applied
	rechecked time.Time
	probed    time.Time
	probes    int
	alone     bool // the stream has one replica: no other coordinator has it better

	unwell  time.Time // since when something has been wrong; zero: nothing is
	why     error     // what it was last
	serving bool      // whether that is for this replica to tell those who ask
}

// check mends what can be mended: records without a sign of them are sent
// again or given up, missing records are read, and a replica that could not
// commit tries whether it can.
func (t *tail) check(ctx context.Context) {
	now := time.Now()
	t.fail(t.queue.takeStale(recordWithin), ErrOverloaded)
	t.checkFlight(now)
	t.checkBehind(ctx, now)
	if t.fault != nil && now.Sub(t.rechecked) > time.Second {
		t.rechecked = now
		t.recheck(ctx)
	}
	h := t.judge(now)
	if h.Err != nil && t.fault == nil && now.Sub(t.probed) > probeEvery && !t.flight.probing() {
		t.probed = now
		t.probes++
		t.committer.probe(t.probes)
	}
	t.report(h)
}

// checkFlight gives up the records whose time is over, and sends those again
// that nothing was heard of. A probe is never given up: a leader that is cut off
// adds each new record to its log, and when it is back must take them out one by
// one, two seconds each, before its copy of the journal is current.
func (t *tail) checkFlight(now time.Time) {
	for _, r := range t.flight.all() {
		if now.Sub(r.sent) > storeWithin {
			t.stalled = true
		}
		if now.Sub(r.sent) > storeWithin && !r.probe() {
			t.flight.land(r)
			t.fail(r.entries, ErrUnavailable)
			continue
		}
		if now.Sub(r.resent) > resendAfter {
			r.resent = now
			t.committer.publish(r)
		}
	}
}

// checkBehind reads what is known to be in the stream and has stayed away for
// longer than it takes to arrive by itself.
func (t *tail) checkBehind(ctx context.Context, now time.Time) {
	switch {
	case t.next() > t.target:
		t.behind = time.Time{}
	case t.behind.IsZero():
		t.behind = now
	default:
		t.read(ctx)
	}
}

// judge says how well the replica is. Once unwell, it is well again when a
// record of its own has been applied after that.
func (t *tail) judge(now time.Time) Health {
	if err := t.problem(now); err != nil {
		if t.unwell.IsZero() {
			t.unwell = now
		}
		t.why = err
		t.serving = errors.Is(err, errRefused) || t.alone && errors.Is(err, errStalled)
		return Health{Err: err, Serving: t.serving}
	}
	if !t.unwell.IsZero() && t.confirmed.Before(t.unwell) {
		return Health{Err: t.why, Serving: t.serving}
	}
	t.unwell = time.Time{}
	return Health{Serving: true}
}

var (
	errRefused = errors.New("the journal refuses records")
	errStalled = errors.New("the journal does not confirm")
)

func (t *tail) problem(now time.Time) error {
	switch {
	case !t.nc.IsConnected():
		return errors.New("not connected to NATS")
	case t.fault != nil:
		return t.fault
	case !t.behind.IsZero() && now.Sub(t.behind) > storeWithin:
		return fmt.Errorf("record %d of the journal cannot be read", t.next())
	case t.clock.skew().Abs() > maxSkew:
		return fmt.Errorf("this clock is %v off the journal's: set it right", -t.clock.skew().Round(time.Second))
	case t.stalled:
		return errStalled
	case t.refused != nil:
		return fmt.Errorf("%w: %w", errRefused, t.refused)
	default:
		return nil
	}
}

// tidy looks at the stream and gives back what nobody can ask for any more,
// in memory and in the journal. It needs no record for that: it goes by the
// clock of the stream's leader, and goes on while the journal is full. A
// replica that is behind must not: what is old by the clock may not be over
// for the commands it has yet to apply.
func (t *tail) tidy(ctx context.Context) {
	t.recheck(ctx)
	current := t.fault == nil && t.next() > t.target && (t.unwell.IsZero() || t.refused != nil)
	if current && t.clock.skew().Abs() <= maxSkew {
		t.state.Sweep(rollcall.Time(t.clock.time().UnixMilli()))
		t.count()
		t.purge(ctx)
	}
}

// purge removes what was before the low-water mark when last tidied. That it
// is the last mark leaves the newest records alone, whose message ids may yet
// come again.
func (t *tail) purge(ctx context.Context) {
	mark := t.mark
	t.mark = t.state.LowWater()
	if mark <= t.first {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	if err := t.stream.Purge(ctx, jetstream.WithPurgeSequence(mark)); err != nil {
		t.log.Warn("purging the journal", "before", mark, "err", err)
		return
	}
	t.log.Debug("purged the journal", "before", mark)
}
