package teacher

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) checkCommand() *cobra.Command {
	return t.oneShot("check", t.texts.checkShort,
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			checked, err := client.Check(ctx, class, opts...)
			return func() {
				t.Terminal.Resultf(t.texts.checkOpen, checked.Class, checked.Check,
					t.Texts.Date(checked.Time))
			}, err
		})
}

// markCommand registers a student by hand, or strikes one out.
func (t *teacher) markCommand() *cobra.Command {
	var matricula, reason string
	var strike bool
	ask := func(ctx context.Context, client *clients.Client, class subjects.Class,
		opts ...clients.Option) (func(), error) {
		student, err := t.ReadStudent(matricula)
		if err != nil {
			return nil, err
		}
		marked, err := client.Mark(ctx, subjects.MarkRequest{
			Class: class, Student: student, Present: !strike, Reason: reason,
		}, opts...)
		return func() { t.showMarked(marked) }, err
	}
	cmd := t.oneShot("mark", t.texts.markShort, ask)
	cmd.Example += " --student 042191010"
	cmd.Flags().StringVar(&matricula, "student", "", t.texts.flagMarked)
	cmd.Flags().BoolVar(&strike, "strike", false, t.texts.flagStrike)
	cmd.Flags().StringVar(&reason, "reason", "", t.texts.flagReason)
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case matricula == "":
			return session.Misuse(t.Texts.MissingStudent)
		case strike && reason == "":
			return session.Misuse(t.texts.missingReason)
		default:
			return run(cmd, args)
		}
	}
	return cmd
}

func (t *teacher) showMarked(m subjects.Marked) {
	if m.Struck {
		t.Terminal.Resultf(t.texts.struckOut, m.Class, m.Student, t.Texts.Date(m.Time))
		return
	}
	t.ShowPresence(subjects.Presence{
		Class: m.Class, Time: m.Time, Student: m.Student, Roll: m.Roll, Already: m.Already,
		Position: m.Position,
	})
}
