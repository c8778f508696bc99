package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/coordinator/identity"
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
				if args[0] == a.login {
					return &session.Problem{Subject: args[0], Err: session.Refusal(u.texts.removeSelf), Hint: u.texts.hintRemoveSelf}
				}
				ctx, cancel := u.within(ctx)
				defer cancel()
				if err := a.Remove(ctx, args[0]); err != nil {
					return u.about(args[0], err)
				}
				u.Terminal.Notef(u.texts.removed, args[0])
				return nil
			})
		},
	}
}

func (u *users) renewCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:               "renew LOGIN",
		Short:             u.texts.renewShort,
		Example:           "  chamada users renew 042191010 --user admin",
		Args:              u.oneLogin,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return u.asAdmin(cmd.Context(), func(ctx context.Context, a admin) error {
				ctx, cancel := u.within(ctx)
				defer cancel()
				issued, err := a.Renew(ctx, args[0])
				if issued.Login != "" && issued.Login == a.login && errors.Is(a.client.Err(), clients.ErrLoggedOut) {
					err = nil // the connection was cut before the answer came: that is one
				}
				return errors.Join(u.showRenewed(cmd.OutOrStdout(), a, issued, asJSON), u.about(args[0], err))
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, u.texts.flagJSON)
	return cmd
}

// showRenewed prints the code, if there is one: it is nowhere else.
func (u *users) showRenewed(w io.Writer, a admin, issued identity.Issued, asJSON bool) error {
	if issued.Login == "" {
		return nil
	}
	line := fmt.Sprintf(u.texts.renewed, issued.Login, issued.Code.Reveal())
	if asJSON {
		b, err := json.Marshal(revealed{issued.User, issued.Code.Reveal()})
		if err != nil {
			return err
		}
		line = string(b)
	}
	if _, err := fmt.Fprintln(w, line); err != nil {
		return &session.Problem{Subject: issued.Login, Err: fmt.Errorf(u.texts.unwritten, err), Hint: u.texts.hintRenewAgain}
	}
	if issued.Login == a.login {
		u.Terminal.Notef("%s", u.texts.renewedSelf)
	}
	return nil
}

// revealed is a login with its code, in JSON.
type revealed struct {
	identity.User
	Code string `json:"code"`
}

// about says which login err is about.
func (u *users) about(login string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, identity.ErrUnknown):
		return &session.Problem{Subject: login, Err: session.Refusal(u.texts.unknown), Hint: u.texts.hintUnknown}
	default:
		return &session.Problem{Subject: login, Err: err, Hint: u.texts.hintChangeAgain}
	}
}
