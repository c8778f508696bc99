package teacher

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) listCommand() *cobra.Command {
	return t.oneShot("list", t.texts.listShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			roll, err := client.List(ctx, class, true, opts...)
			return func() { t.showRoll(ctx, client, roll, false) }, t.notOpen(class, err)
		})
}
