package teacher

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) endCommand() *cobra.Command {
	return t.oneShotCommand(&session.OneShot{Session: t.Session, Kept: t.texts.seeAgain}, "end",
		t.texts.endShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			roll, err := client.End(ctx, class, true, opts...)
			return func() { t.showRoll(ctx, client, roll, true) }, t.notOpen(class, err)
		})
}
