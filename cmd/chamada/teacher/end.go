package teacher

import (
	"context"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func endCommand(s *session.Session) *cobra.Command {
	return oneShotCommand(&session.OneShot{Session: s, Kept: s.Texts.SeeAgain}, "end", s.Texts.EndShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
			roll, err := client.End(ctx, class, true, opts...)
			return func() { s.ShowRoll(roll, true) }, notOpen(s, class, err)
		})
}
