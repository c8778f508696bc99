// Package record is the command line for what became of roll calls: who was present, late or
// absent, what a teacher has corrected since, and what a semester of that amounts to.
package record

import (
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// record is what the commands of "chamada record" share.
type record struct {
	*session.Session
	texts *words
}

// Command is "chamada record", in the session's language.
func Command(s *session.Session) *cobra.Command {
	r := &record{Session: s, texts: languages.In(s.Language)}
	cmd := &cobra.Command{
		Use:   "record",
		Short: r.texts.short,
		Long:  r.texts.long,
		Example: "  chamada record show 3030\n" +
			"  chamada record correct 3030 --student 042191010 --mark FJ --reason atestado\n" +
			"  chamada record report 3030 --planned 60",
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.showCommand(), r.listCommand(), r.reportCommand(), r.correctCommand(),
		r.addCommand(), r.exportCommand(), r.purgeCommand())
	s.Use(cmd)
	connect := cmd.PersistentPreRunE
	cmd.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		s.Teaching, s.OfClasses = true, true
		return connect(cmd, args)
	}
	return cmd
}

// oneShot is a command that asks once about the class in its first argument.
func (r *record) oneShot(use, short, kept string, ask session.Ask) *cobra.Command {
	one := &session.OneShot{Session: r.Session, Kept: kept}
	cmd := &cobra.Command{
		Use:     use + " " + r.Texts.ArgumentClass,
		Short:   short,
		Example: "  chamada record " + use + " 3030",
		Args:    r.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return one.Run(cmd.Context(), args[0], ask)
		},
	}
	one.DefineFlags(cmd)
	return cmd
}
