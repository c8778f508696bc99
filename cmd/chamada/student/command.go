// Package student is the student's command line: it registers presences, one
// or, at a tablet that is passed around, one after another. It decides
// nothing about a presence; the coordinator does.
package student

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// student is what the commands of "chamada student" share.
type student struct {
	*session.Session
	texts *words
}

// Command is "chamada student" with all below it, in the session's language.
func Command(s *session.Session) *cobra.Command {
	return (&student{s, languages.In(s.Language)}).command()
}

func (s *student) command() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "student [" + s.Texts.ArgumentClass + "]",
		Short:   s.texts.short,
		Long:    s.texts.long,
		Example: "  chamada student\n  printf '042191010\\n3030\\n' | chamada student",
		Args:    s.FirstClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.interact(cmd.Context(), strings.Join(args, ""))
		},
	}
	cmd.AddCommand(s.presentCommand())
	return s.Use(cmd)
}
