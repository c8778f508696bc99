package teacher

import (
	"context"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func listCommand(s *session.Session) *cobra.Command {
	return oneShot(s, "list", s.Texts.ListShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
			roll, err := client.List(ctx, class, true, opts...)
			return func() { s.ShowRoll(roll, false) }, notOpen(s, class, err)
		})
}
