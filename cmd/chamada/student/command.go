// Package student is the student's command line: it registers presences, one
// or, at a tablet that is passed around, one after another. It decides
// nothing about a presence; the coordinator does.
package student

import (
	"strings"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/spf13/cobra"
)

// Command is `chamada student` with all below it.
func Command(s *session.Session) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "student [" + s.Texts.ArgumentClass + "]",
		Short:   s.Texts.StudentShort,
		Long:    s.Texts.StudentLong,
		Example: "  chamada student\n  printf '042191010\\n3030\\n' | chamada student",
		Args:    s.FirstClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return converse(cmd.Context(), s, strings.Join(args, ""))
		},
	}
	cmd.AddCommand(presentCommand(s))
	return s.Use(cmd)
}
