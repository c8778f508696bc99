package users

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/roster/findings"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator/identity"
)

// users is what the commands of "chamada users" share.
type users struct {
	*session.Session
	texts  *words
	found  findings.Teller
	secret string // the file of the cluster's, of who has it
}

// Command is "chamada users", in the session's language.
func Command(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	u := &users{Session: s, texts: texts,
		found: findings.Teller{Language: s.Language, Own: texts.problems}}
	cmd := &cobra.Command{
		Use:   "users",
		Short: texts.short,
		Long:  texts.long,
		Example: "  chamada users import " + texts.exampleFile + " --out " + texts.exampleCodes +
			" --user admin\n  chamada users list --user admin",
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&u.secret, "secret", "", texts.flagSecret)
	cmd.AddCommand(u.importCommand(), u.listCommand(), u.removeCommand(), u.renewCommand(),
		u.keyCommand())
	return s.Use(cmd)
}

// admin is somebody who may change logins, and the logins.
type admin struct {
	*identity.Users
	login  string // empty when it is not known
	client *clients.Client
}

// errNoAdmin: the server does not let the login reach the logins.
var errNoAdmin = errors.New("not an admin")

// asAdmin connects and calls do with a context that is over as soon as the server
// says that who is logged in may not do it. The errors are for people.
func (u *users) asAdmin(ctx context.Context, do func(context.Context, admin) error) error {
	loginsOver, err := u.loginsOver()
	if err != nil {
		return err
	}
	nc, client, err := u.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	if !u.hasLogins(nc) {
		return &session.Problem{Subject: nc.ConnectedUrlRedacted(),
			Err: errors.New(u.texts.noLogins), Hint: u.texts.hintNoLogins}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	nc.SetErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
		if errors.Is(err, nats.ErrPermissionViolation) {
			cancel(errNoAdmin)
		}
	})
	say := time.AfterFunc(time.Second, func() { u.Terminal.Notef("%s", u.texts.waiting) })
	defer say.Stop()
	login := connect.Login(nc.Opts)
	a := admin{loginsOver(nc, time.Now).As(login), login, client}
	return u.explain(ctx, a, do(ctx, a))
}

// hasLogins tells whether the server that let us in does so by logins. It says itself
// whether it requires them, but nats-server 2.15 takes that back: where no_auth_user
// lets people in without, it greets with "no", and adds "yes" when they are in.
func (u *users) hasLogins(nc *nats.Conn) bool { return u.Flags.LoggedIn() && nc.AuthRequired() }

// loginsOver is how the logins are reached over a connection: as an admin or, by who
// has the cluster's secret, as a coordinator, which takes no login at all.
func (u *users) loginsOver() (func(*nats.Conn, func() time.Time) *identity.Users, error) {
	if u.secret == "" {
		return identity.ForAdmin, nil
	}
	secret, err := u.readSecret()
	if err != nil {
		return nil, err
	}
	u.Flags.Login = secret.Coordinator()
	return identity.ForCoordinator, nil
}

// readSecret is the cluster's secret, of the file that was given. The error is for people.
func (u *users) readSecret() (identity.Secret, error) {
	secret, err := identity.ReadSecret(u.secret)
	if err != nil {
		return secret, &session.Problem{Subject: "--secret", Err: err, Hint: u.texts.hintSecret}
	}
	return secret, nil
}

// explain words what has gone wrong with the logins as a whole.
func (u *users) explain(ctx context.Context, a admin, err error) error {
	subject, hint := u.texts.logins, ""
	if p, ok := errors.AsType[*session.Problem](err); ok {
		subject, hint = p.Subject, p.Hint
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(context.Cause(ctx), errNoAdmin):
		return &session.Problem{Subject: a.login, Err: session.Refusal(u.texts.noAdmin),
			Hint: u.texts.hintNoAdmin}
	case a.client.Err() != nil:
		err = a.client.Err()
	case errors.Is(err, context.DeadlineExceeded):
		err = errors.New(u.texts.unreachable)
	case errors.Is(err, context.Canceled):
		err = context.Canceled
	default:
		return err
	}
	return &session.Problem{Subject: subject, Err: err, Hint: hint}
}

// oneLogin is for commands that take a login.
func (u *users) oneLogin(_ *cobra.Command, args []string) error {
	return u.one(args, u.texts.missingLogin)
}

func (u *users) one(args []string, missing string) error {
	switch len(args) {
	case 0:
		return session.Misuse(missing)
	case 1:
		return nil
	default:
		return session.Misuse(u.Texts.Say(u.Texts.TooManyArguments, args[1]))
	}
}

// within bounds one operation on the logins, as --timeout says.
func (u *users) within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, u.Flags.Timeout)
}
