package teacher

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) startCommand() *cobra.Command {
	every := 0
	given := func() bool { return false } // else the class says it
	cmd := t.oneShot("start", t.texts.startShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			if !given() {
				started, err := client.Start(ctx, class, opts...)
				return func() { t.showStarted(started) }, err
			}
			started, err := client.StartCoded(ctx, class, every, opts...)
			if uncoded := t.uncoded(class, err); uncoded != nil {
				t.showStarted(started)
				err = uncoded
			}
			return func() { t.showStarted(started) }, err
		})
	cmd.Flags().IntVar(&every, "code-every", 0, t.texts.flagCodeEvery)
	given = func() bool { return cmd.Flags().Changed("code-every") }
	return cmd
}

func (t *teacher) showStarted(started subjects.Started) {
	if started.CodeEvery != 0 {
		t.Terminal.Resultf(t.texts.openedCoded, started.Class, t.Texts.Date(started.Time),
			started.CodeEvery)
		return
	}
	t.Terminal.Resultf(t.texts.opened, started.Class, t.Texts.Date(started.Time))
}
