package teacher

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func watchCommand(s *session.Session) *cobra.Command {
	w := &watch{Session: s}
	cmd := &cobra.Command{
		Use:     "watch " + s.Texts.ArgumentClass,
		Short:   s.Texts.WatchShort,
		Example: "  chamada teacher watch 3030",
		Args:    s.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			class, err := s.ParseClass(args[0])
			if err != nil {
				return err
			}
			return w.run(cmd.Context(), class)
		},
	}
	cmd.Flags().BoolVar(&w.json, "json", false, s.Texts.FlagLines)
	return cmd
}

// watch prints a line for each arrival until the roll call ends.
type watch struct {
	*session.Session
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
		w.Terminal.Notef(w.Texts.AwaitingOpening, class)
		err = w.show(client.WatchNext(ctx, class))
	}
	if ctx.Err() != nil {
		return nil
	}
	return w.About(class, "", notOpen(w.Session, class, err))
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
	noteEnd(w.Session, update)
}

// line is what --json prints: the opening has only started, an arrival has student,
// the end has ended, with its time unless that was missed.
type line struct {
	Class   subjects.Class   `json:"class"`
	Started subjects.Time    `json:"started,omitzero"`
	Student subjects.Student `json:"student,omitempty"`
	Ended   bool             `json:"ended,omitempty"`
	Time    subjects.Time    `json:"time,omitzero"`
	Count   int              `json:"count"` // students present then
}

func (w *watch) lines(update clients.Update) error {
	var lines []line
	if !w.started {
		lines = append(lines, line{Class: update.Class, Started: update.Started})
	}
	for _, a := range update.Arrivals {
		w.number++
		lines = append(lines, line{Class: update.Class, Student: a.Student, Time: a.Time, Count: w.number})
	}
	if update.Ended {
		lines = append(lines, line{Class: update.Class, Ended: true, Time: update.Time, Count: update.Count})
	}
	for _, l := range lines {
		b, err := json.Marshal(l)
		if err != nil {
			return fmt.Errorf("encoding an update: %w", err)
		}
		w.Terminal.JSON(b)
	}
	return nil
}

// noteEnd says that the roll call is over, when update says so.
func noteEnd(s *session.Session, update clients.Update) {
	switch {
	case !update.Ended:
	case update.Time == 0:
		s.Terminal.Notef(s.Texts.EndMissed, update.Class, s.Texts.Present(update.Count))
	default:
		s.Terminal.Notef(s.Texts.EndSeen, update.Class, s.Texts.Date(update.Time), s.Texts.Present(update.Count))
	}
}
