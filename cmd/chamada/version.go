package main

import (
	"runtime/debug"

	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/coordinator"
	"github.com/spf13/cobra"
)

// newVersionCommand shows what --version shows.
func newVersionCommand(s *session.Session) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: s.Texts.VersionShort,
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
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return coordinator.Version
	}
	return coordinator.Version + revision(info.Settings)
}

// revision is in parentheses, empty when it is not known.
func revision(settings []debug.BuildSetting) string {
	const short = 12 // digits, as in the versions of modules
	var commit, modified string
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(short, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ", modified"
		}
	}
	if commit == "" {
		return ""
	}
	return " (" + commit + modified + ")"
}
