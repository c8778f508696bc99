package clients

import (
	"context"
	"iter"
	"time"

	"github.com/chamada/chamada/subjects"
)

const (
	// relistEvery bounds how long an event that nobody published, because the
	// replica that should have died first, goes unnoticed.
	relistEvery = 30 * time.Second
	// stragglers is how long the arrivals that the end's count promises are
	// waited for: replicas publish side by side, the end may overtake them.
	stragglers = 2 * time.Second
)

// Update is what has happened in a roll call since the update before.
type Update struct {
	Class    subjects.Class
	Started  subjects.Time
	Arrivals []subjects.ListedPresence // new ones; never one twice in a watch
	Count    int                       // students present, all updates together

	Checks []subjects.Checked       // opened; the time is zero where the event was missed
	Again  []subjects.EventPresence // of who was there already, at a later check
	Marked []subjects.Marked        // by hand: registered, beside the arrival, or struck out

	// Ended is true in the last update, with the time of the end; zero when
	// the event of the end was missed. Count is then as the end said.
	Ended bool
	Time  subjects.Time
}

// Watch follows the roll call of class: the first update has everyone present
// so far, the last one its end. Breaking out of the loop, or ctx, stops it
// earlier. Arrivals come as they are heard of; what was missed while the
// connection was lost comes with the next list. An error, such as
// [ErrNotOpen] for a class with no roll call, is the last thing yielded.
func (c *Client) Watch(ctx context.Context, class subjects.Class, opts ...Option) iter.Seq2[Update,
	error] {
	return c.watch(ctx, &watcher{client: c, opts: opts, board: board{class: class}})
}

// WatchNext is [Client.Watch] for a class whose roll call may not be open yet: it
// waits until it is, also while nobody serves.
func (c *Client) WatchNext(ctx context.Context, class subjects.Class,
	opts ...Option) iter.Seq2[Update, error] {
	return c.watch(ctx, &watcher{client: c, opts: opts, board: board{class: class}, waits: true})
}

func (c *Client) watch(ctx context.Context, w *watcher) iter.Seq2[Update, error] {
	return func(yield func(Update, error) bool) {
		if err := w.open(); err != nil {
			yield(Update{}, err)
			return
		}
		defer w.close()
		if err := w.run(ctx, func(u Update) bool { return yield(u, nil) }); err != nil {
			yield(Update{}, err)
		}
	}
}
