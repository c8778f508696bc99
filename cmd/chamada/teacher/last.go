package teacher

import (
	"context"
	"errors"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func lastCommand(s *session.Session) *cobra.Command {
	return oneShot(s, "last", s.Texts.LastShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
			roll, err := client.Last(ctx, class, true, opts...)
			if errors.Is(err, clients.ErrNotOpen) {
				err = about(s, class, s.Texts.HintNoLast, session.Refusal(s.Texts.NoLast))
			}
			return func() { s.ShowRoll(roll, true) }, err
		})
}

// notOpen adds to an error that class has no open roll call where the list is of one
// that has ended.
func notOpen(s *session.Session, class subjects.Class, err error) error {
	if !errors.Is(err, clients.ErrNotOpen) {
		return err
	}
	return about(s, class, s.Texts.HintSeeLast, err)
}

// about is err about class, with a hint that is formatted with it.
func about(s *session.Session, class subjects.Class, hint string, err error) error {
	return &session.Problem{
		Subject: s.Texts.Say(s.Texts.Class, class), Hint: s.Texts.Say(hint, class), Err: err,
	}
}
