package student

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func (s *student) presentCommand() *cobra.Command {
	ask := &session.OneShot{Session: s.Session}
	var matricula, code string
	cmd := &cobra.Command{
		Use:     "present " + s.Texts.ArgumentClass,
		Short:   s.texts.presentShort,
		Example: "  chamada student present 3030 --student 042191010",
		Args:    s.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			student, err := s.whoAsks(matricula)
			if err != nil {
				return err
			}
			return ask.Run(cmd.Context(), args[0], s.present(student, code))
		},
	}
	cmd.Flags().StringVar(&matricula, "student", "", s.texts.flagStudent)
	cmd.Flags().StringVar(&code, "code", "", s.texts.flagCode)
	ask.DefineFlags(cmd)
	return cmd
}

// whoAsks is the student, or nobody where a login says who it is.
func (s *student) whoAsks(matricula string) (subjects.Student, error) {
	switch {
	case matricula != "":
		return s.ReadStudent(matricula)
	case s.Flags.LoggedIn():
		return "", nil
	default:
		return "", session.Misuse(s.Texts.MissingStudent)
	}
}

func (s *student) present(student subjects.Student, code string) session.Ask {
	return func(ctx context.Context, client *clients.Client, class subjects.Class,
		opts ...clients.Option) (func(), error) {
		reply, err := client.PresentWith(ctx, class, student, subjects.Proof{Code: code}, opts...)
		if student == "" && nobodyNamed(err) { // the login is no student's
			err = session.Misuse(s.Texts.MissingStudent)
		}
		return func() { s.ShowPresence(reply) }, err
	}
}
