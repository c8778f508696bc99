package main

import (
	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/clients/student"
	"github.com/chamada/chamada/clients/teacher"
	"github.com/spf13/cobra"
)

// newRootCommand is the whole command line, in the session's language.
func newRootCommand(s *session.Session) *cobra.Command {
	root := &cobra.Command{
		Use:           "chamada",
		Short:         s.Texts.RootShort,
		Long:          s.Texts.RootLong,
		Version:       version(),
		Args:          s.NoArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true, // the session reports them
		SilenceUsage:  true,
	}
	root.AddCommand(
		teacher.Command(s),
		student.Command(s),
		newUsersCommand(s, usersTexts(s.Texts.English())),
		newServeCommand(s, serveTexts(s.Texts.English())),
		newHealthCommand(s, healthTexts(s.Texts.English())),
		newBenchCommand(s, benchTexts(s.Texts.English())),
		newCompletionCommand(s),
	)
	localize(root, s)
	return root
}
