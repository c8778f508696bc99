package users

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator/identity"
)

func (u *users) renewCommand() *cobra.Command {
	asJSON, p, codes := false, &people{certain: true}, &sheet{}
	cmd := &cobra.Command{
		Use:   "renew {LOGIN | --from " + u.texts.file + "}",
		Short: u.texts.renewShort,
		Long:  u.texts.renewLong,
		Example: "  chamada users renew 042191010 --user admin\n" +
			"  chamada users renew --from " + u.texts.exampleFile + " --out " +
			u.texts.exampleCodes + " --user admin",
		Args: func(cmd *cobra.Command, args []string) error {
			return u.loginOrFile(args, p, codes, asJSON)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if p.path != "" {
				return u.renewFile(cmd, p, codes)
			}
			return u.renewOne(cmd, args[0], asJSON)
		},
	}
	p.flags(cmd, u.texts)
	cmd.Flags().StringVar(&p.path, "from", "", u.texts.flagFrom)
	cmd.Flags().StringVar(&codes.path, "out", "", u.texts.flagOut)
	cmd.Flags().BoolVar(&asJSON, "json", false, u.texts.flagJSON)
	if err := cmd.RegisterFlagCompletionFunc("from", rosterFiles); err != nil {
		panic(err) // the flag is there
	}
	return cmd
}

// loginOrFile is for renew, which takes either.
func (u *users) loginOrFile(args []string, p *people, codes *sheet, asJSON bool) error {
	switch {
	case p.path == "" && (codes.path != "" || p.number != "" || p.width != 0):
		return session.Misuse(u.texts.onlyFrom)
	case p.path == "":
		return u.one(args, u.texts.missingLogin)
	case len(args) > 0:
		return session.Misuse(u.Texts.Say(u.Texts.TooManyArguments, args[0]))
	case asJSON:
		return session.Misuse(u.texts.noJSONFrom)
	default:
		return nil
	}
}

func (u *users) renewOne(cmd *cobra.Command, login string, asJSON bool) error {
	return u.asIssuer(cmd.Context(), func(ctx context.Context, a admin) error {
		ctx, cancel := u.within(ctx)
		defer cancel()
		issued, err := a.Renew(ctx, login)
		if issued.Login != "" && strings.EqualFold(issued.Login, a.login) &&
			errors.Is(a.client.Err(), clients.ErrLoggedOut) {
			err = nil // the connection was cut before the answer came: that is one
		}
		return errors.Join(u.showRenewed(cmd.OutOrStdout(), a, issued, asJSON), u.about(login, err))
	})
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
		return &session.Problem{Subject: issued.Login, Err: fmt.Errorf(u.texts.unwritten, err),
			Hint: fmt.Sprintf(u.texts.hintRenewOne, issued.Login)}
	}
	if strings.EqualFold(issued.Login, a.login) {
		u.Terminal.Notef("%s", u.texts.renewedSelf)
	}
	return nil
}

// revealed is a login with its code, in JSON.
type revealed struct {
	identity.User
	Code string `json:"code"`
}

// renewFile renews all logins of a file.
func (u *users) renewFile(cmd *cobra.Command, p *people, codes *sheet) error {
	if err := u.prepare(cmd, p, codes); err != nil {
		return err
	}
	if err := u.reportFindings(p); err != nil {
		return err
	}
	return u.asIssuer(cmd.Context(), func(ctx context.Context, a admin) error {
		return u.renewAll(ctx, a, p, codes)
	})
}

func (u *users) renewAll(ctx context.Context, a admin, p *people, codes *sheet) error {
	asked, lines := u.others(a, p)
	ctx, cancel := context.WithTimeout(ctx, u.Flags.Timeout+time.Duration(len(asked))*perLogin)
	defer cancel()
	begun := false
	done, err := a.RenewAll(ctx, asked, func(plan identity.Renewed) error {
		for _, login := range plan.Unknown {
			p.list.Problems.Add(lines[login], login, errUnknown)
		}
		err := u.reportFindings(p)
		if err == nil {
			err = u.place(codes, plan.Issued)
		}
		begun = err == nil
		return err
	})
	if !begun {
		return err
	}
	unwritten := u.writeCodes(codes,
		issued{done.Issued, done.InDoubt, u.texts.inDoubtRenewed, p.path})
	u.Terminal.Notef(u.texts.renewedMany, len(done.Issued))
	return u.incomplete(err, unwritten, u.texts.interruptedRenewal, u.hintRenew(p.path))
}

// others are the logins of a file, with their lines, but for the admin's own: with
// that renewed the connection would end before the others are.
func (u *users) others(a admin, p *people) (asked []string, lines map[string]int) {
	lines = map[string]int{}
	for _, e := range p.list.Entries {
		if strings.EqualFold(e.Number, a.login) {
			u.Terminal.Notef(u.texts.notSelf, e.Number, e.Number)
			continue
		}
		asked = append(asked, e.Number)
		lines[e.Number] = e.Line
	}
	return asked, lines
}
