package users

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// removeCommand removes others only: so there is always an admin left.
func (u *users) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "remove LOGIN",
		Short:             u.texts.removeShort,
		Example:           "  chamada users remove 042191010 --user admin",
		Args:              u.oneLogin,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return u.asAdmin(cmd.Context(), func(ctx context.Context, a admin) error {
				if strings.EqualFold(args[0], a.login) {
					return &session.Problem{Subject: args[0],
						Err: session.Refusal(u.texts.removeSelf), Hint: u.texts.hintRemoveSelf}
				}
				ctx, cancel := u.within(ctx)
				defer cancel()
				if err := a.Remove(ctx, args[0]); err != nil {
					return u.about(args[0], err)
				}
				u.Terminal.Notef(u.texts.removed, args[0], subjects.LoginAfterHours)
				return nil
			})
		},
	}
}

// about says which login err is about.
func (u *users) about(login string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, identity.ErrUnknown):
		return &session.Problem{Subject: login, Err: session.Refusal(u.texts.unknown),
			Hint: u.texts.hintUnknown}
	default:
		return &session.Problem{Subject: login, Err: err, Hint: u.texts.hintChangeAgain}
	}
}
