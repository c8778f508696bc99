package session

import (
	"slices"
	"strconv"
	"strings"

	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

// similar is how many letters may differ between a command and what was typed: fewer
// than half of them.
func similar(typed string) int { return min(2, (len(typed)-1)/2) }

// unknownCommand says that cmd has no command of the name that was typed, and which
// ones may have been meant.
func (s *Session) unknownCommand(cmd *cobra.Command, typed string) error {
	sentence := s.Texts.Say(s.Texts.UnknownCommand, typed, cmd.CommandPath())
	meant := suggestions(cmd, typed)
	if len(meant) == 0 {
		return Misuse(sentence)
	}
	for i := range meant {
		meant[i] = strconv.Quote(meant[i])
	}
	return Misuse(s.Texts.Say(s.Texts.Suggested, sentence, strings.Join(meant, s.Texts.Or)))
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
