package teacher

import (
	"context"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func watchCommand(s *session.Session) *cobra.Command {
	return &cobra.Command{
		Use:     "watch " + s.Texts.ArgumentClass,
		Short:   s.Texts.WatchShort,
		Example: "  chamada teacher watch 3030",
		Args:    s.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			class, err := s.ParseClass(args[0])
			if err != nil {
				return err
			}
			return watch(cmd.Context(), s, class)
		},
	}
}

// watch prints a line for each arrival until the roll call ends. Ctrl-C is
// the other way to end it, and no failure.
func watch(ctx context.Context, s *session.Session, class subjects.Class) error {
	nc, client, err := s.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	number := 0
	for update, err := range client.Watch(ctx, class) {
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return s.About(class, "", notOpen(s, class, err))
		}
		for _, arrival := range update.Arrivals {
			number++
			s.ShowArrival(number, arrival)
		}
		if err := s.Terminal.Unwritten(); err != nil {
			return err
		}
		noteEnd(s, update)
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
