package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// newCompletionCommand prints a shell's completion script.
func newCompletionCommand(s *session.Session, t *words) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion",
		Short: t.completionShort,
		Long:  t.completionLong,
		Args:  s.NoArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for shell, generate := range map[string]func(root *cobra.Command, w io.Writer) error{
		"bash": bashCompletion,
		"zsh":  (*cobra.Command).GenZshCompletion,
		"fish": func(root *cobra.Command, w io.Writer) error {
			return root.GenFishCompletion(w, true)
		},
		"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
	} {
		cmd.AddCommand(&cobra.Command{
			Use:   shell,
			Short: t.completionShort + ": " + shell,
			Args:  s.NoArguments,
			RunE: func(cmd *cobra.Command, _ []string) error {
				return generate(cmd.Root(), cmd.OutOrStdout())
			},
		})
	}
	return cmd
}

// withoutPackage is what cobra's script takes from the package bash-completion, for
// where that is not installed.
const withoutPackage = `if ! declare -F _get_comp_words_by_ref >/dev/null; then
_get_comp_words_by_ref()
{
    words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    cur=${COMP_WORDS[COMP_CWORD]} prev=
    if ((COMP_CWORD > 0)); then prev=${COMP_WORDS[COMP_CWORD-1]}; fi
}
fi
if ! declare -F __ltrim_colon_completions >/dev/null; then
__ltrim_colon_completions() { :; }
fi
if ! declare -F _filedir >/dev/null; then
_filedir()
{
    local kind=-f line
    if [[ ${1-} == -d ]]; then kind=-d; fi
    COMPREPLY=()
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$kind" -- "$cur")
    compopt -o filenames 2>/dev/null
}
fi
`

func bashCompletion(root *cobra.Command, w io.Writer) error {
	if _, err := io.WriteString(w, withoutPackage); err != nil {
		return err
	}
	return root.GenBashCompletionV2(w, true)
}

// The flags that name files, and those that name directories.
var (
	fileFlags = []string{"creds", "nkey", "tlsca", "tlscert", "tlskey", "tls-ca", "tls-cert",
		"tls-key", "secret", "out"}
	dirFlags = []string{"data"}
)

// complete has shells complete the names of files only where one is wanted.
func complete(root *cobra.Command) {
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	completeFlags(root)
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) {
		if cmd.Name() == cobra.ShellCompRequestCmd {
			plainUsages(root)
		}
	}
}

func completeFlags(cmd *cobra.Command) {
	for _, flags := range []*pflag.FlagSet{cmd.PersistentFlags(), cmd.LocalNonPersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) {
			if complete := completions(f.Name); complete != nil {
				// fails only for one that has it already
				_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
			}
		})
	}
	for _, sub := range cmd.Commands() {
		if strings.HasPrefix(sub.Use, "import ") {
			sub.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
		}
		completeFlags(sub)
	}
}

// completions are the values of a flag, nil where nobody can know any.
func completions(flag string) cobra.CompletionFunc {
	switch {
	case slices.Contains(fileFlags, flag):
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	case slices.Contains(dirFlags, flag):
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	case flag == "lang":
		return cobra.FixedCompletions([]string{"pt", "en"}, cobra.ShellCompDirectiveNoFileComp)
	default:
		return nil
	}
}

// plainUsages leaves out the marks round the name of a flag's value, which are for
// the help.
func plainUsages(cmd *cobra.Command) {
	plain := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	cmd.PersistentFlags().VisitAll(plain)
	cmd.Flags().VisitAll(plain)
	for _, sub := range cmd.Commands() {
		plainUsages(sub)
	}
}
