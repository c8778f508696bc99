package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// localize replaces everything that cobra says in English by itself.
func localize(root *cobra.Command, s *session.Session) {
	t := s.Texts
	flags := root.PersistentFlags()
	flags.String("lang", "", t.FlagLang) // read by texts.Choose, before this
	flags.BoolP("help", "h", false, t.FlagHelp)
	root.Flags().Bool("version", false, t.FlagVersion)
	root.SetVersionTemplate("chamada {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(newHelpCommand(s))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return s.FlagError(err) })
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		cmd.Print(usage(cmd, t))
		return nil
	})
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		intro := cmd.Long
		if intro == "" {
			intro = cmd.Short
		}
		cmd.SetErr(cmd.OutOrStdout()) // help that was asked for is a result
		cmd.Print(intro + "\n\n" + usage(cmd, t))
	})
}

func newHelpCommand(s *session.Session) *cobra.Command {
	return &cobra.Command{
		Use:     "help [" + s.Texts.ArgumentCommand + "]",
		Aliases: []string{"ajuda"},
		Short:   s.Texts.HelpShort,
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return s.NoArguments(cmd.Root(), args)
			}
			return target.Help()
		},
	}
}

// usage is how cmd is called, with its subcommands and flags.
func usage(cmd *cobra.Command, t *texts.Texts) string {
	var b strings.Builder
	section := func(title, body string) {
		if body = strings.TrimRight(body, "\n"); body != "" {
			b.WriteString(title + ":\n" + body + "\n\n")
		}
	}
	section(t.Usage, calls(cmd, t))
	section(t.Examples, cmd.Example)
	section(t.Commands, subcommands(cmd))
	section(t.Flags, flagUsages(cmd.LocalFlags(), t))
	section(t.GlobalFlags, flagUsages(cmd.InheritedFlags(), t))
	if cmd.HasAvailableSubCommands() {
		b.WriteString(t.Say(t.MoreHelp, cmd.CommandPath()) + "\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// calls has a line for cmd itself and one for its subcommands.
func calls(cmd *cobra.Command, t *texts.Texts) string {
	lines := "  " + strings.Replace(cmd.UseLine(), "[flags]", "["+t.Options+"]", 1) + "\n"
	if cmd.HasAvailableSubCommands() {
		lines += "  " + cmd.CommandPath() + " [" + t.Command + "]\n"
	}
	return lines
}

func subcommands(cmd *cobra.Command) string {
	var b strings.Builder
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			b.WriteString("  " + sub.Name() + strings.Repeat(" ", sub.NamePadding()-len(sub.Name())) + " " + sub.Short + "\n")
		}
	}
	return b.String()
}

// flagUsages is pflag's list, whose only English is the word "default".
func flagUsages(flags interface{ FlagUsages() string }, t *texts.Texts) string {
	return strings.ReplaceAll(flags.FlagUsages(), "(default ", "("+t.Default+" ")
}
