package main

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// localize replaces everything that cobra says in English by itself.
func localize(root *cobra.Command, s *session.Session, t *words) {
	flags := root.PersistentFlags()
	flags.String("lang", "", t.flagLang) // read by chooseLanguage, before this
	flags.BoolP("help", "h", false, t.flagHelp)
	root.Flags().Bool("version", false, t.flagVersion)
	root.SetVersionTemplate("chamada {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(newHelpCommand(s, t))
	root.SetFlagErrorFunc(s.FlagError)
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

func newHelpCommand(s *session.Session, t *words) *cobra.Command {
	return &cobra.Command{
		Use:     "help [" + t.argumentCommand + "]",
		Aliases: []string{"ajuda"},
		Short:   t.helpShort,
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
func usage(cmd *cobra.Command, t *words) string {
	var b strings.Builder
	section := func(title, body string) {
		if body = strings.TrimRight(body, "\n"); body != "" {
			b.WriteString(title + ":\n" + body + "\n\n")
		}
	}
	section(t.usage, calls(cmd, t))
	section(t.examples, cmd.Example)
	section(t.commands, subcommands(cmd))
	section(t.flags, flagUsages(cmd.LocalFlags(), t))
	section(t.globalFlags, flagUsages(cmd.InheritedFlags(), t))
	if cmd.HasAvailableSubCommands() {
		b.WriteString(fmt.Sprintf(t.moreHelp, cmd.CommandPath()) + "\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// calls has a line for cmd itself and one for its subcommands.
func calls(cmd *cobra.Command, t *words) string {
	lines := "  " + strings.Replace(cmd.UseLine(), "[flags]", "["+t.options+"]", 1) + "\n"
	if cmd.HasAvailableSubCommands() {
		lines += "  " + cmd.CommandPath() + " [" + t.command + "]\n"
	}
	return lines
}

func subcommands(cmd *cobra.Command) string {
	var b strings.Builder
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			b.WriteString("  " + sub.Name() +
				strings.Repeat(" ", sub.NamePadding()-len(sub.Name())) + " " + sub.Short + "\n")
		}
	}
	return b.String()
}

// flagName is a flag in pflag's list, with what stands for its value.
var flagName = regexp.MustCompile(`(?m)^ *(?:-\w, )?--\S+(?: \S+)?`)

// flagUsages is pflag's list, whose only English is the word "default". Its columns are counted
// in bytes there, and here in letters.
func flagUsages(flags interface{ FlagUsages() string }, t *words) string {
	usages := flagName.ReplaceAllStringFunc(flags.FlagUsages(), func(name string) string {
		return name + strings.Repeat(" ", len(name)-utf8.RuneCountInString(name))
	})
	return strings.ReplaceAll(usages, "(default ", "("+t.byDefault+" ")
}
