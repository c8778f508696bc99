package clients

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/nats-io/nats.go"
)

// The pause before a try that follows one turned away: it grows from the
// first to the longest, and is spread by half so that a class of clients
// turned away together does not come back together.
const (
	firstPause   = 50 * time.Millisecond
	longestPause = time.Second
	// That nobody serves is for the NATS server to say, which costs it nothing;
	// and as soon as somebody does nobody should wait any longer.
	absencePause = 200 * time.Millisecond
)

// sayAfter is when the caller is first told that the operation is waiting.
const sayAfter = time.Second

// absentFor is how long a server must have nobody to answer until it is left for another:
// longer than all coordinators are away for while the journal elects a leader. Another server
// would have nobody either, and may be the one that stands still.
const absentFor = 800 * time.Millisecond

// attempt is the patient part of a call: it tries until ctx is over.
type attempt struct {
	*call
	nc     *nats.Conn
	mover  *mover
	status chan nats.Status
	began  time.Time
	heard  time.Time // when there was last a reply, or a new connection
	absent time.Time // since when the server says that nobody is there; zero: it does not
	say    func(time.Duration, Reason)
	news   *time.Timer
	wait   time.Duration // for an answer to the latest try
	pause  time.Duration // before one that follows a try turned away

	awaited int // the try that was given longer
	// hedges has a first try that is late be followed by another soon; nil when it has
	// not, or no more.
	hedges *hedges
}

// retry goes on with a call whose first try, which is waited for that long, has no answer yet.
func (c *Client) retry(ctx context.Context, call *call, s *settings, began time.Time,
	first time.Duration) (Reply, error) {
	a := &attempt{call: call, nc: c.nc, mover: &c.mover, began: began, heard: began, say: s.waiting,
		wait: first, pause: firstPause}
	if first < hedgeAfter {
		a.hedges = &c.hedges
	}
	a.noteAbsence()
	a.status = c.nc.StatusChanged(nats.CONNECTED, nats.RECONNECTING, nats.CLOSED)
	defer c.nc.RemoveStatusListener(a.status)
	a.news = time.NewTimer(sayAfter - time.Since(began))
	defer a.news.Stop()
	return a.run(ctx)
}

// run waits for a reply, for the time of the next try, and for news of the
// connection, whichever is first, over and over. A reply counts at any moment.
func (a *attempt) run(ctx context.Context) (Reply, error) {
	if !a.nc.IsConnected() {
		a.last = Disconnected
	}
	a.timer.Reset(a.untilNext() - time.Since(a.began))
	for {
		select {
		case m := <-a.replies:
			a.heard = time.Now()
			reason, err := classify(m)
			if a.outdated(m, reason, err) {
				a.await(reason)
				continue
			}
			if a.note(reason) {
				return received(m), err
			}
			a.noteAbsence()
			a.timer.Reset(a.backOff())
		case <-a.timer.C:
			if err := a.again(); err != nil {
				return Reply{}, a.broken(err)
			}
		case <-a.status: // whatever it is now, the last try is lost
			a.last, a.heard, a.absent = Disconnected, time.Now(), time.Time{}
			a.timer.Reset(a.untilNext())
		case <-a.news.C:
			a.tell()
		case <-ctx.Done():
			return Reply{}, a.timeOver(ctx)
		}
	}
}

// noteAbsence notes since when nobody is there, after each reply that is no verdict.
func (a *attempt) noteAbsence() {
	switch {
	case a.last != NoCoordinator:
		a.absent = time.Time{}
	case a.absent.IsZero():
		a.absent = a.heard
	}
}

// untilNext is how long to wait before the next try.
func (a *attempt) untilNext() time.Duration {
	if a.last == NoAnswer {
		return a.wait
	}
	return a.backOff()
}

// await gives the latest try longer to be answered when an earlier one was
// refused or turned away, late: the next would come too soon as well. A latest try that
// has been turned away itself is followed by another as ever.
func (a *attempt) await(reason Reason) {
	a.count(reason)
	if a.awaited == a.sent || a.last != NoAnswer {
		return
	}
	switch reason {
	case "":
		a.wait = max(tryFor, 2*a.wait)
	case Overloaded:
		a.wait = max(a.wait, min(tryFor, 2*a.wait))
	default:
		return
	}
	a.awaited = a.sent
	a.timer.Reset(a.wait)
}

// backOff is the next pause.
func (a *attempt) backOff() time.Duration {
	if a.last == NoCoordinator {
		a.pause = min(a.pause, absencePause)
	}
	pause := a.pause/2 + rand.N(a.pause)
	a.pause = min(2*a.pause, longestPause)
	return pause
}

// again tries once more, unless the connection is lost: then the news of the
// next one brings us back here.
func (a *attempt) again() error {
	if !a.nc.IsConnected() && !a.nc.IsClosed() {
		a.last = Disconnected
		return nil
	}
	if a.move() || a.spares() {
		return nil
	}
	if time.Since(a.heard) >= deafFor {
		a.wait = max(a.wait, tryFor)
	}
	a.timer.Reset(a.wait)
	a.mover.ask(a.nc) // what is not answered is the server's silence or another's
	return a.send(a.nc)
}

// spares ends the time in which a late first try is followed by another soon, and tells
// whether it is not to be, for there were many: then its time is as long as any other's.
func (a *attempt) spares() bool {
	h := a.hedges
	if h == nil {
		return false
	}
	a.hedges, a.wait = nil, max(a.wait, hedgeAfter)
	if a.last != NoAnswer || h.take() {
		return false
	}
	a.timer.Reset(hedgeAfter - time.Since(a.began))
	return true
}

// move leaves a server behind which nobody answers for another, if it is not
// the only one: a node that stands still, or is cut off from the others, may
// keep its clients connected for long. The news of the next connection brings
// us back here.
func (a *attempt) move() bool {
	if !a.unreachable() || !a.mover.may(a.nc) || a.nc.ForceReconnect() != nil {
		return false
	}
	a.last, a.wait = Disconnected, min(a.wait, movedHedge)
	return true
}

// unreachable tells whether there is nobody to be reached through this server.
func (a *attempt) unreachable() bool {
	switch a.last {
	case NoAnswer:
		return time.Since(a.heard) >= a.mover.limit(a.heard)
	case NoCoordinator:
		return time.Since(a.absent) > absentFor
	default:
		return false
	}
}

func (a *attempt) tell() {
	a.news.Reset(sayAfter)
	if a.say != nil {
		a.say(time.Since(a.began).Round(time.Second), a.reason())
	}
}

// broken is the error of a call that cannot go on.
func (c *call) broken(err error) error {
	if c.sent == c.harmless {
		return nothingDone(err)
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// timeOver is the error of a call whose context is over without a verdict.
func (c *call) timeOver(ctx context.Context) error {
	switch {
	case c.sent > c.harmless && c.reason() == OnlyForeign:
		return fmt.Errorf("%w: %w: %w", ErrUnavailable, ErrForeign, context.Cause(ctx))
	case c.sent > c.harmless:
		return fmt.Errorf("%w: %s: %w", ErrUnavailable, c.last, context.Cause(ctx))
	case c.last == Overloaded:
		return fmt.Errorf("%w: %w", ErrOverloaded, context.Cause(ctx))
	default:
		return nothingDone(context.Cause(ctx))
	}
}

func nothingDone(err error) error {
	return fmt.Errorf("%w: %w", ErrNoCoordinator, err)
}
