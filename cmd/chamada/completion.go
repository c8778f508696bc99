package main

import (
	"github.com/chamada/chamada/clients/session"
	"github.com/spf13/cobra"
)

// newCompletionCommand prints a shell's completion script.
func newCompletionCommand(s *session.Session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion",
		Short: s.Texts.CompletionShort,
		Long:  s.Texts.CompletionLong,
		Args:  s.NoArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for shell, generate := range map[string]func(root *cobra.Command) error{
		"bash":       func(root *cobra.Command) error { return root.GenBashCompletionV2(root.OutOrStdout(), true) },
		"zsh":        func(root *cobra.Command) error { return root.GenZshCompletion(root.OutOrStdout()) },
		"fish":       func(root *cobra.Command) error { return root.GenFishCompletion(root.OutOrStdout(), true) },
		"powershell": func(root *cobra.Command) error { return root.GenPowerShellCompletionWithDesc(root.OutOrStdout()) },
	} {
		cmd.AddCommand(&cobra.Command{
			Use:   shell,
			Short: s.Texts.CompletionShort + ": " + shell,
			Args:  s.NoArguments,
			RunE:  func(cmd *cobra.Command, _ []string) error { return generate(cmd.Root()) },
		})
	}
	return cmd
}
