package session

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/subjects"
)

// similar is how many letters may differ between a command and what was typed: fewer
// than half of them.
func similar(typed string) int { return min(2, (len(typed)-1)/2) }

// unknownCommand says that cmd has no command of the name that was typed, and which
// ones may have been meant.
func (s *Session) unknownCommand(cmd *cobra.Command, typed string) error {
	return s.unknown(s.Texts.Say(s.Texts.UnknownCommand, typed, cmd.CommandPath()),
		suggestions(cmd, typed))
}

// unknownFlag says that cmd has no flag of the name that was typed, and which ones may
// have been meant.
func (s *Session) unknownFlag(cmd *cobra.Command, typed string) error {
	return s.unknown(s.Texts.Say(s.Texts.UnknownFlag, typed), flagsLike(cmd, typed))
}

// unknown is a sentence with what may have been meant in place of what there is not.
func (s *Session) unknown(sentence string, meant []string) error {
	if len(meant) == 0 {
		return Misuse(sentence)
	}
	quoted := make([]string, len(meant))
	for i, m := range meant {
		quoted[i] = strconv.Quote(m)
	}
	return Misuse(s.Texts.Say(s.Texts.Suggested, sentence, strings.Join(quoted, s.Texts.Or)))
}

// suggestions are the command lines that may have been meant: below cmd, otherwise
// anywhere else. A class by itself is for those who ask for one.
func suggestions(cmd *cobra.Command, typed string) []string {
	if _, err := subjects.ParseClass(typed); err == nil {
		return []string{"chamada teacher " + typed, "chamada student " + typed}
	}
	if found := below(cmd, typed); len(found) > 0 {
		return found
	}
	found := below(cmd.Root(), typed)
	for _, other := range cmd.Root().Commands() {
		found = append(found, below(other, typed)...)
	}
	return found
}

func below(cmd *cobra.Command, typed string) (lines []string) {
	cmd.SuggestionsMinimumDistance = similar(typed)
	for _, name := range cmd.SuggestionsFor(typed) {
		lines = append(lines, cmd.CommandPath()+" "+name)
	}
	return slices.Compact(lines)
}

// flagsLike are the flags of cmd that may have been meant. How near a word is to others
// is for cobra to say, which asks that of commands.
func flagsLike(cmd *cobra.Command, typed string) (flags []string) {
	if len(typed) < 2 { // a letter is like any other
		return nil
	}
	names := &cobra.Command{SuggestionsMinimumDistance: similar(typed)}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names.AddCommand(&cobra.Command{Use: f.Name, SuggestFor: meantFlags[f.Name],
				Run: func(*cobra.Command, []string) {}})
		}
	})
	for _, name := range names.SuggestionsFor(typed) {
		flags = append(flags, "--"+name)
	}
	return slices.Compact(flags)
}

// meantFlags are words, in either language, that somebody may try for a flag.
var meantFlags = map[string][]string{
	"server":     {"servidor", "url", "host", "address"},
	"user":       {"login", "usuario", "usuário", "username"},
	"password":   {"senha", "pass", "codigo-de-acesso"},
	"context":    {"contexto"},
	"timeout":    {"tempo", "prazo", "wait"},
	"insecure":   {"inseguro", "plain"},
	"lang":       {"idioma", "lingua", "language"},
	"student":    {"matricula", "matrícula", "aluno", "number"},
	"code":       {"codigo", "código"},
	"code-every": {"codigo", "código", "code"},
	"reason":     {"motivo"},
	"strike":     {"riscar", "remove"},
	"data":       {"dados", "dir"},
	"listen":     {"porta", "port", "endereco"},
	"out":        {"output", "saida", "saída"},
	"json":       {"format"},
	"help":       {"ajuda"},
}
