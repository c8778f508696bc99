package clients

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// watcher feeds a board from events and, where these leave a doubt, lists.
type watcher struct {
	client *Client
	opts   []Option
	board  board
	waits  bool // for a roll call to be opened

	subject string // of the events
	events  chan *nats.Msg
	sub     *nats.Subscription
	status  chan nats.Status
	denied  chan error
	missed  int // events dropped because we were slow
}

func (w *watcher) open() (err error) {
	if err := checkClass(w.board.class); err != nil {
		return err
	}
	w.subject = subjects.ClassEvents(w.board.class)
	w.events, w.denied = make(chan *nats.Msg, 4096), make(chan error, 1)
	w.client.inbox.watch(w) // first: the server may deny at once
	w.sub, err = w.client.nc.ChanSubscribe(w.subject, w.events)
	if err != nil {
		w.client.inbox.unwatch(w)
		return w.client.complete(err, w.subject)
	}
	w.status = w.client.nc.StatusChanged(nats.CONNECTED, nats.CLOSED)
	return nil
}

func (w *watcher) close() {
	w.client.inbox.unwatch(w)
	w.client.nc.RemoveStatusListener(w.status)
	_ = w.sub.Unsubscribe() // fails only on a connection that is closed
}

// deny says that the server denies the events. It never blocks: once is enough.
func (w *watcher) deny() {
	select {
	case w.denied <- &ForbiddenError{Subject: w.subject, Denied: true, said: errDenied}:
	default:
	}
}

// run lists after having subscribed, so that nothing falls between, and
// again whenever events may have been missed.
func (w *watcher) run(ctx context.Context, yield func(Update) bool) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	if !yield(w.board.update()) {
		return nil
	}
	relist := time.NewTicker(relistEvery)
	defer relist.Stop()
	for !w.board.ended {
		if err := w.step(ctx, relist.C); err != nil {
			return err
		}
		if u := w.board.update(); u.news() && !yield(u) {
			return nil
		}
	}
	return nil
}

// begin is the first list or, where a roll call is waited for, the first that finds one.
func (w *watcher) begin(ctx context.Context) error {
	relist := time.NewTicker(relistEvery)
	defer relist.Stop()
	for {
		err := w.relist(ctx)
		if err == nil || !w.waits || !errors.Is(err, ErrNotOpen) && !undecided(err) {
			return err
		}
		select {
		case <-w.events: // the next list knows all that it tells
		case <-w.status:
		case err := <-w.denied:
			return err
		case <-relist.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (w *watcher) step(ctx context.Context, relist <-chan time.Time) error {
	select {
	case m := <-w.events:
		return w.receive(ctx, m)
	case <-w.status: // connected again, or closed: then the list says why
		return w.relist(ctx)
	case err := <-w.denied:
		return err
	case <-relist:
		return w.relist(ctx)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// receive gives an event, and those that came meanwhile, to the board; after the
// one of the end it waits for arrivals that were overtaken.
func (w *watcher) receive(ctx context.Context, m *nats.Msg) error {
	w.board.apply(m)
	for len(w.events) > 0 {
		w.board.apply(<-w.events)
	}
	late := time.NewTimer(stragglers)
	defer late.Stop()
	for w.board.ended && w.board.owes() {
		select {
		case m := <-w.events:
			w.board.apply(m)
		case <-late.C:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if dropped, _ := w.sub.Dropped(); dropped != w.missed && !w.board.ended {
		w.missed = dropped
		return w.relist(ctx)
	}
	return nil
}

func (w *watcher) relist(ctx context.Context) error {
	roll, err := w.client.List(ctx, w.board.class, true, w.opts...)
	switch {
	case err == nil:
		w.board.list(roll)
		return nil
	case errors.Is(err, ErrNotOpen) && w.board.roll != "":
		return w.drain(ctx)
	case ctx.Err() == nil && w.board.roll != "" && undecided(err):
		return nil // the events go on, the next list comes
	}
	return err
}

// drain looks for the end among the events not taken yet, and gives it up
// after a while: the list said that the roll call is over.
func (w *watcher) drain(ctx context.Context) error {
	late := time.NewTimer(stragglers)
	defer late.Stop()
	for !w.board.ended {
		select {
		case m := <-w.events:
			w.board.apply(m)
		case <-late.C:
			w.board.ended = true
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// undecided tells an operation without a verdict from one with.
func undecided(err error) bool {
	if errors.Is(err, nats.ErrConnectionClosed) {
		return false // and never will be
	}
	return errors.Is(err, ErrUnavailable) || errors.Is(err, ErrNoCoordinator) ||
		errors.Is(err, ErrOverloaded)
}
