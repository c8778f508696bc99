package teacher

import (
	"cmp"
	"context"
	"errors"
	"iter"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) watchCommand() *cobra.Command {
	w := &watch{teacher: t}
	cmd := &cobra.Command{
		Use:     "watch " + t.Texts.ArgumentClass,
		Short:   t.texts.watchShort,
		Example: "  chamada teacher watch 3030",
		Args:    t.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			class, err := t.ParseClass(args[0])
			if err != nil {
				return err
			}
			return w.run(cmd.Context(), class)
		},
	}
	cmd.Flags().BoolVar(&w.json, "json", false, t.texts.flagLines)
	return cmd
}

// watch prints a line for each arrival until the roll call ends.
type watch struct {
	*teacher
	json    bool
	started bool // the first update has come
	number  int  // of the last arrival
}

// run waits for the roll call to be opened where it is not. Ctrl-C is the other way
// to end it, and no failure.
func (w *watch) run(ctx context.Context, class subjects.Class) error {
	nc, client, err := w.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	err = w.show(client.Watch(ctx, class))
	if errors.Is(err, clients.ErrNotOpen) && !w.started {
		w.Terminal.Notef(w.texts.awaitingOpening, class)
		err = w.show(client.WatchNext(ctx, class))
	}
	if ctx.Err() != nil {
		return nil
	}
	return w.About(class, "", w.notOpen(class, err))
}

func (w *watch) show(updates iter.Seq2[clients.Update, error]) error {
	for update, err := range updates {
		if err != nil {
			return err
		}
		if w.json {
			err = w.lines(update)
		} else {
			w.print(update)
		}
		if err := cmp.Or(err, w.Terminal.Unwritten()); err != nil {
			return err
		}
		w.started = true
	}
	return nil
}

func (w *watch) print(update clients.Update) {
	for _, arrival := range update.Arrivals {
		w.number++
		w.ShowArrival(w.number, arrival)
	}
	w.number = update.Count // who was struck out counts no longer
	w.noteChecks(update)
	w.noteEnd(update)
}

// noteEnd says that the roll call is over, when update says so.
func (t *teacher) noteEnd(update clients.Update) {
	switch {
	case !update.Ended:
	case update.Time == 0:
		t.Terminal.Notef(t.texts.endMissed, update.Class, t.Texts.Present(update.Count))
	default:
		t.Terminal.Notef(t.texts.endSeen, update.Class, t.Texts.Date(update.Time),
			t.Texts.Present(update.Count))
	}
}
