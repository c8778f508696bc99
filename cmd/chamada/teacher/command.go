// Package teacher is the teacher's command line: it opens, lists, ends and
// watches roll calls. It keeps nothing that matters: a roll call opened here
// can be ended from anywhere else.
package teacher

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// teacher is what the commands of "chamada teacher" share.
type teacher struct {
	*session.Session
	texts *words
}

// Command is "chamada teacher" with all below it, in the session's language.
func Command(s *session.Session) *cobra.Command {
	return (&teacher{s, languages.In(s.Language)}).command()
}

func (t *teacher) command() *cobra.Command {
	d := &desk{}
	cmd := &cobra.Command{
		Use:   "teacher [" + t.Texts.ArgumentClass + "]",
		Short: t.texts.short,
		Long:  t.texts.long,
		Example: "  chamada teacher\n  chamada teacher start 3030\n  chamada teacher end 3030 " +
			"--json",
		Args: t.FirstClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			d.first = strings.Join(args, "")
			return t.interact(cmd.Context(), d)
		},
	}
	cmd.Flags().BoolVar(&d.takesOver, "take-over", false, t.texts.flagTakeOver)
	cmd.Flags().Var(flags.Page(&d.page), "web-url", t.texts.flagWebURL)
	cmd.AddCommand(
		t.startCommand(), t.endCommand(), t.listCommand(), t.lastCommand(), t.watchCommand(),
		t.openCommand(),
		t.codeCommand(), t.checkCommand(), t.markCommand(),
	)
	t.Use(cmd)
	connect := cmd.PersistentPreRunE
	cmd.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		t.Teaching = true
		return connect(cmd, args)
	}
	return cmd
}

// oneShot is a subcommand that asks once about a class.
func (t *teacher) oneShot(name, short string, ask session.Ask) *cobra.Command {
	return t.oneShotCommand(&session.OneShot{Session: t.Session}, name, short, ask)
}

func (t *teacher) oneShotCommand(shot *session.OneShot, name, short string,
	ask session.Ask) *cobra.Command {
	cmd := &cobra.Command{
		Use:     name + " " + t.Texts.ArgumentClass,
		Short:   short,
		Example: "  chamada teacher " + name + " 3030",
		Args:    t.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return shot.Run(cmd.Context(), args[0], ask)
		},
	}
	shot.DefineFlags(cmd)
	return cmd
}
