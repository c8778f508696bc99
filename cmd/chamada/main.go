// Command chamada is a classroom roll call on NATS: the coordinator, the
// teacher's and the student's commands, in one binary. This package ties them
// to flags, streams, signals and exit statuses, and does nothing else.
package main

import (
	"context"
	"io"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // where the system has none, in a container for instance

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/signals"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

func main() {
	os.Exit(run(signals.Context(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program; it returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	language, ok := chooseLanguage(args)
	t := languages.In(language)
	term := terminal.New(stdin, stdout, stderr)
	s := session.New(language, term)
	if zone := unknownZone(os.Getenv("TZ")); zone != "" {
		term.Notef(t.unknownZone, zone)
	}
	root := newRootCommand(s)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(term.Stdout())
	root.SetErr(stderr)
	err := error(session.Misuse(t.badLang))
	// it may be the language that is completed
	if ok || len(args) > 0 && args[0] == cobra.ShellCompRequestCmd {
		var used *cobra.Command
		used, err = root.ExecuteContextC(ctx)
		example, _, _ := strings.Cut(used.Example, "\n")
		s.Example = strings.TrimSpace(example)
	}
	return s.Exit(err)
}

// unknownZone is what TZ names, when that is no time zone that is known: then times are
// shown in UTC, which Go does without a word.
func unknownZone(tz string) string {
	zone := strings.TrimPrefix(tz, ":")
	if zone == "" || zone == "UTC" || time.Local.String() != "UTC" {
		return ""
	}
	return tz
}
