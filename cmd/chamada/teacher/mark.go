package teacher

import (
	"context"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func checkCommand(s *session.Session) *cobra.Command {
	return oneShot(s, "check", s.Texts.CheckShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
			checked, err := client.Check(ctx, class, opts...)
			return func() {
				s.Terminal.Resultf(s.Texts.CheckOpen, checked.Class, checked.Check, s.Texts.Date(checked.Time))
			}, err
		})
}

// markCommand registers a student by hand, or strikes one out.
func markCommand(s *session.Session) *cobra.Command {
	var matricula, reason string
	var strike bool
	ask := func(ctx context.Context, client *clients.Client, class subjects.Class, opts ...clients.Option) (func(), error) {
		student, err := s.ReadStudent(matricula)
		if err != nil {
			return nil, err
		}
		marked, err := client.Mark(ctx, subjects.MarkRequest{
			Class: class, Student: student, Present: !strike, Reason: reason,
		}, opts...)
		return func() { showMarked(s, marked) }, err
	}
	cmd := oneShot(s, "mark", s.Texts.MarkShort, ask)
	cmd.Example += " --student 042191010"
	cmd.Flags().StringVar(&matricula, "student", "", s.Texts.FlagMarked)
	cmd.Flags().BoolVar(&strike, "strike", false, s.Texts.FlagStrike)
	cmd.Flags().StringVar(&reason, "reason", "", s.Texts.FlagReason)
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case matricula == "":
			return session.Misuse(s.Texts.MissingStudent)
		case strike && reason == "":
			return session.Misuse(s.Texts.MissingReason)
		default:
			return run(cmd, args)
		}
	}
	return cmd
}

func showMarked(s *session.Session, m subjects.Marked) {
	if m.Struck {
		s.Terminal.Resultf(s.Texts.StruckOut, m.Class, m.Student, s.Texts.Date(m.Time))
		return
	}
	s.ShowPresence(subjects.Presence{
		Class: m.Class, Time: m.Time, Student: m.Student, Roll: m.Roll, Already: m.Already, Position: m.Position,
	})
}
