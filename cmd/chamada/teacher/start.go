package teacher

import (
	"context"
	"errors"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func startCommand(s *session.Session) *cobra.Command {
	every := 0
	cmd := oneShot(s, "start", s.Texts.StartShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
			if every == 0 {
				started, err := client.Start(ctx, class, opts...)
				return func() { showStarted(s, started) }, err
			}
			started, err := client.StartCoded(ctx, class, every, opts...)
			if errors.Is(err, clients.ErrOlder) {
				showStarted(s, started)
				err = about(s, class, s.Texts.HintOlder, session.Refusal(s.Texts.OpenedUncoded))
			}
			return func() { showStarted(s, started) }, err
		})
	cmd.Flags().IntVar(&every, "code-every", 0, s.Texts.FlagCodeEvery)
	return cmd
}

func showStarted(s *session.Session, started subjects.Started) {
	if started.CodeEvery != 0 {
		s.Terminal.Resultf(s.Texts.OpenedCoded, started.Class, s.Texts.Date(started.Time), started.CodeEvery)
		return
	}
	s.Terminal.Resultf(s.Texts.Opened, started.Class, s.Texts.Date(started.Time))
}
