package teacher

import (
	"context"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// newsEvery keeps a full room from scrolling the screen away.
const newsEvery = time.Second

// showArrivals tells a person of arrivals while the roll call is open. A pipe gets
// results only.
func (d *desk) showArrivals(ctx context.Context, roll *roll) {
	if !d.Terminal.Interactive() {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	roll.stop = func() { cancel(); <-done }
	go func() {
		defer close(done)
		d.tell(ctx, roll)
	}()
}

func (d *desk) tell(ctx context.Context, roll *roll) {
	for update, err := range d.at.Client.Watch(ctx, roll.class) {
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if session.Answered(err) { // it has ended, or is another teacher's
				d.open.remove(roll.class)
			}
			d.Report(d.About(roll.class, "", err))
			return
		case update.Ended: // by somebody else: our own end stops this first
			d.noteEnd(update)
			d.open.remove(roll.class)
			d.showLast(ctx, roll)
			return
		}
		d.noteArrivals(update)
		d.noteChecks(update)
		select {
		case <-time.After(newsEvery):
		case <-ctx.Done():
		}
	}
}

func (d *desk) noteArrivals(update clients.Update) {
	switch n := len(update.Arrivals); n {
	case 0:
	case 1:
		arrival := update.Arrivals[0]
		d.Terminal.Notef(d.texts.oneArrived, update.Class, arrival.Student,
			d.Texts.Clock(arrival.Time), d.Texts.Present(update.Count))
	default:
		d.Terminal.Notef(d.texts.someArrived, update.Class, n, d.Texts.Present(update.Count))
	}
}
