package student

import (
	"context"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func presentCommand(s *session.Session) *cobra.Command {
	ask := &session.OneShot{Session: s}
	var matricula, code string
	cmd := &cobra.Command{
		Use:     "present " + s.Texts.ArgumentClass,
		Short:   s.Texts.PresentShort,
		Example: "  chamada student present 3030 --student 042191010",
		Args:    s.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			student, err := whoAsks(s, matricula)
			if err != nil {
				return err
			}
			return ask.Run(cmd.Context(), args[0], present(s, student, code))
		},
	}
	cmd.Flags().StringVar(&matricula, "student", "", s.Texts.FlagStudent)
	cmd.Flags().StringVar(&code, "code", "", s.Texts.FlagCode)
	ask.AddFlags(cmd)
	return cmd
}

// whoAsks is the student, or nobody where a login says who it is.
func whoAsks(s *session.Session, matricula string) (subjects.Student, error) {
	switch {
	case matricula != "":
		return s.ReadStudent(matricula)
	case s.Flags.LoggedIn():
		return "", nil
	default:
		return "", session.Misuse(s.Texts.MissingStudent)
	}
}

func present(s *session.Session, student subjects.Student, code string) session.Ask {
	return func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
		reply, err := client.PresentWith(ctx, class, student, subjects.Proof{Code: code}, opts...)
		if student == "" && nobodyNamed(err) { // the login is no student's
			err = session.Misuse(s.Texts.MissingStudent)
		}
		return func() { s.ShowPresence(reply) }, err
	}
}
