package teacher

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) lastCommand() *cobra.Command {
	return t.oneShot("last", t.texts.lastShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			roll, err := client.Last(ctx, class, true, opts...)
			if errors.Is(err, clients.ErrNotOpen) {
				err = t.problem(class, t.Texts.Say(t.texts.hintNoLast, t.Typed(class)),
					session.Refusal(t.texts.noLast))
			}
			return func() { t.showRoll(ctx, client, roll, true) }, err
		})
}

// notOpen adds to an error that class has no open roll call where the list is of one
// that has ended.
func (t *teacher) notOpen(class subjects.Class, err error) error {
	if !errors.Is(err, clients.ErrNotOpen) {
		return err
	}
	return t.problem(class, t.Texts.Say(t.texts.hintSeeLast, t.Typed(class)), err)
}

// problem is err about class, and what to do.
func (t *teacher) problem(class subjects.Class, hint string, err error) error {
	return &session.Problem{Subject: t.Texts.Say(t.Texts.Class, class), Hint: hint, Err: err}
}
