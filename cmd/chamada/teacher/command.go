// Package teacher is the teacher's command line: it opens, lists, ends and
// watches roll calls. It keeps nothing that matters: a roll call opened here
// can be ended from anywhere else.
package teacher

import (
	"strings"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/spf13/cobra"
)

// Command is `chamada teacher` with all below it.
func Command(s *session.Session) *cobra.Command {
	var takesOver bool
	cmd := &cobra.Command{
		Use:     "teacher [" + s.Texts.ArgumentClass + "]",
		Short:   s.Texts.TeacherShort,
		Long:    s.Texts.TeacherLong,
		Example: "  chamada teacher\n  chamada teacher start 3030\n  chamada teacher end 3030 --json",
		Args:    s.FirstClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return converse(cmd.Context(), s, strings.Join(args, ""), takesOver)
		},
	}
	cmd.Flags().BoolVar(&takesOver, "take-over", false, s.Texts.FlagTakeOver)
	cmd.AddCommand(
		startCommand(s), endCommand(s), listCommand(s), lastCommand(s), watchCommand(s), openCommand(s),
		codeCommand(s), checkCommand(s), markCommand(s),
	)
	s.Use(cmd)
	connect := cmd.PersistentPreRunE
	cmd.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		s.Teaching = true
		return connect(cmd, args)
	}
	return cmd
}

// oneShot is a subcommand that asks once about a class.
func oneShot(s *session.Session, name, short string, ask session.Ask) *cobra.Command {
	return oneShotCommand(&session.OneShot{Session: s}, name, short, ask)
}

func oneShotCommand(shot *session.OneShot, name, short string, ask session.Ask) *cobra.Command {
	s := shot.Session
	cmd := &cobra.Command{
		Use:     name + " " + s.Texts.ArgumentClass,
		Short:   short,
		Example: "  chamada teacher " + name + " 3030",
		Args:    s.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return shot.Run(cmd.Context(), args[0], ask)
		},
	}
	shot.AddFlags(cmd)
	return cmd
}
