package main

import (
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator"
)

// newVersionCommand shows what --version shows.
func newVersionCommand(s *session.Session, t *words) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: t.versionShort,
		Args:  s.NoArguments,
		RunE: func(*cobra.Command, []string) error {
			s.Terminal.Resultf("chamada %s", version())
			return nil
		},
	}
}

// version is the program's, with what it was built from when the go command
// has stamped that: "0.1.0 (ee4ad79200b6, modified)".
func version() string {
	revision := coordinator.Revision()
	if revision == "" {
		return coordinator.Version
	}
	return coordinator.Version + " (" + revision + ")"
}
