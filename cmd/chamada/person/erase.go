package person

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func isUnknown(err error) bool { return errors.Is(err, clients.ErrUnavailable) }

func (p *person) eraseCommand() *cobra.Command {
	reason, yes := "", false
	cmd := &cobra.Command{
		Use:   "erase " + p.texts.student,
		Short: p.texts.eraseShort,
		Long:  p.texts.eraseLong,
		Example: "  chamada person erase 042191010 --reason " + p.texts.exampleReason +
			" --yes",
		Args:              p.oneStudent,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !p.Terminal.Interactive() {
				switch {
				case reason == "":
					return session.Misuse(p.texts.missingReason)
				case !yes:
					return session.Misuse(p.texts.missingYes)
				}
			}
			return p.ask(cmd.Context(), args[0], func(ctx context.Context, client *clients.Client,
				opts ...clients.Option) error {
				return p.erase(ctx, client, subjects.EraseRequest{
					Student: subjects.Student(args[0]), Reason: reason}, yes, opts)
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", p.texts.flagReason)
	cmd.Flags().BoolVar(&yes, "yes", false, p.texts.flagYes)
	cmd.Flags().BoolVar(&p.json, "json", false, p.Texts.FlagJSON)
	cmd.Flags().StringVar(&p.id, "id", "", p.Texts.FlagID)
	return cmd
}

// erase asks a person at a terminal for what is missing, and whether it is meant.
func (p *person) erase(ctx context.Context, client *clients.Client, q subjects.EraseRequest,
	yes bool, opts []clients.Option) (err error) {
	for q.Reason == "" {
		if q.Reason, err = p.Terminal.Ask(ctx, p.texts.askReason); err != nil {
			return err
		}
		q.Reason = strings.TrimSpace(q.Reason)
	}
	if !yes {
		if err := p.confirm(ctx, client, q.Student); err != nil {
			return err
		}
	}
	var reply clients.Reply
	done, err := client.Erase(ctx, q, append(opts, clients.Raw(&reply))...)
	switch {
	case p.json && reply.Data != nil:
		p.Terminal.JSON(reply.Data)
	case err == nil:
		p.Terminal.Resultf(p.texts.erased, done.Records, done.JournalAfterHours)
		if done.LoginAfterHours > 0 {
			p.Terminal.Resultf(p.texts.erasedLogin, done.LoginAfterHours)
		}
		if done.LoginInFiles {
			p.Terminal.Notef(p.texts.loginInFiles)
		}
	}
	return err
}

// confirm shows how much there is, and wants the number again: a slip is not made twice.
func (p *person) confirm(ctx context.Context, client *clients.Client,
	student subjects.Student) error {
	kept, err := client.Person(ctx, student)
	if err != nil {
		return err
	}
	typed, err := p.Terminal.Ask(ctx, p.Texts.Say(p.texts.confirm, student, len(kept.Lists),
		len(kept.Records)))
	if err != nil {
		return err
	}
	if strings.TrimSpace(typed) != string(student) {
		return &session.Problem{Subject: p.Texts.Say(p.texts.person, student),
			Err: session.Refusal(p.texts.notConfirmed)}
	}
	return nil
}
