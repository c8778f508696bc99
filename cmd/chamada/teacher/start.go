package teacher

import (
	"context"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func startCommand(s *session.Session) *cobra.Command {
	return oneShot(s, "start", s.Texts.StartShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
			started, err := client.Start(ctx, class, opts...)
			return func() { showStarted(s, started) }, err
		})
}

func showStarted(s *session.Session, started subjects.Started) {
	s.Terminal.Resultf(s.Texts.Opened, started.Class, s.Texts.Date(started.Time))
}
