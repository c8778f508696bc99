package clients

import (
	"context"
	"errors"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/nats-io/nats.go"
)

// watcher feeds a board from events and, where these leave a doubt, lists.
type watcher struct {
	client *Client
	opts   []Option
	board  board

	events chan *nats.Msg
	sub    *nats.Subscription
	status chan nats.Status
	missed int // events dropped because we were slow
}

func (w *watcher) open() (err error) {
	if err := checkClass(w.board.class); err != nil {
		return err
	}
	w.events = make(chan *nats.Msg, 4096)
	w.sub, err = w.client.nc.ChanSubscribe(subjects.ClassEvents(w.board.class), w.events)
	if err == nil {
		w.status = w.client.nc.StatusChanged(nats.CONNECTED)
	}
	return err
}

func (w *watcher) close() {
	w.client.nc.RemoveStatusListener(w.status)
	_ = w.sub.Unsubscribe() // fails only on a connection that is closed
}

// follow lists after having subscribed, so that nothing falls between, and
// again whenever events may have been missed.
func (w *watcher) follow(ctx context.Context, yield func(Update) bool) error {
	if err := w.relist(ctx); err != nil {
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

func (w *watcher) step(ctx context.Context, relist <-chan time.Time) error {
	select {
	case m := <-w.events:
		return w.take(ctx, m)
	case <-w.status:
		return w.relist(ctx)
	case <-relist:
		return w.relist(ctx)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// take gives an event, and those that came meanwhile, to the board; after the
// one of the end it waits for arrivals that were overtaken.
func (w *watcher) take(ctx context.Context, m *nats.Msg) error {
	w.board.take(m)
	for len(w.events) > 0 {
		w.board.take(<-w.events)
	}
	late := time.NewTimer(stragglers)
	defer late.Stop()
	for w.board.ended && w.board.owes() {
		select {
		case m := <-w.events:
			w.board.take(m)
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
			w.board.take(m)
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
	return errors.Is(err, ErrUnavailable) || errors.Is(err, ErrNoCoordinator) || errors.Is(err, ErrOverloaded)
}
