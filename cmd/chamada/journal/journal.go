package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// journal is what the commands of "chamada journal" share.
type journal struct {
	*session.Session
	texts *words
}

// Command is "chamada journal", in the session's language.
func Command(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	j := &journal{s, texts}
	cmd := &cobra.Command{
		Use: "journal", Short: texts.short, Long: texts.long,
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(j.verifyCommand(), j.repairCommand(), j.raiseCommand())
	return s.Use(cmd)
}

func (j *journal) raiseCommand() *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use: "raise", Short: j.texts.raiseShort, Long: j.texts.raiseLong,
		Args: j.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return j.raise(cmd.Context(), cmd.OutOrStdout(), subjects.RaiseRequest{Dry: dry})
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, j.texts.flagDry)
	return cmd
}

// raise shows who reads what, and then asks for the journal to be raised. Raising twice
// raises once, so whoever hears nothing may ask again.
func (j *journal) raise(ctx context.Context, w io.Writer, q subjects.RaiseRequest) error {
	nc, _, err := j.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	ctx, cancel := context.WithTimeout(ctx, j.Flags.Timeout)
	defer cancel()
	told, err := j.ask(ctx, nc, subjects.RaiseRequest{Dry: true})
	if err != nil {
		return err
	}
	j.show(w, told)
	wanted := readUpTo(told)
	if q.Dry || wanted <= told.Version {
		return nil
	}
	if told, err = j.ask(ctx, nc, q); err != nil {
		return err
	}
	if told.Version < wanted { // a server of an earlier program has answered: it knows no better
		return &session.Problem{Subject: subjects.JournalRaise,
			Err:  fmt.Errorf(j.texts.notRaised, told.Version, wanted),
			Hint: j.texts.hintNotRaised}
	}
	fmt.Fprintf(w, j.texts.raised, told.Version)
	return nil
}

// readUpTo is the highest version that somebody reads.
func readUpTo(told subjects.Raised) (highest int) {
	for _, r := range told.Readers {
		highest = max(highest, r.Journal)
	}
	return highest
}

func (j *journal) ask(ctx context.Context, nc *nats.Conn,
	q subjects.RaiseRequest) (told subjects.Raised,
	err error) {
	payload, err := json.Marshal(q)
	if err != nil {
		return told, err
	}
	m, err := nc.RequestWithContext(ctx, subjects.JournalRaise, payload)
	switch {
	case errors.Is(err, nats.ErrNoResponders):
		return told,
			&session.Problem{Subject: subjects.JournalRaise, Err: errors.New(j.texts.nobody),
				Hint: j.texts.hintNobody}
	case err != nil:
		return told, &session.Problem{Subject: subjects.JournalRaise, Err: err}
	case m.Header.Get(subjects.HeaderStatus) != "":
		return told,
			&session.Problem{Subject: subjects.JournalRaise, Err: subjects.DecodeError(m.Data)}
	default:
		return told, json.Unmarshal(m.Data, &told)
	}
}

func (j *journal) show(w io.Writer, told subjects.Raised) {
	fmt.Fprintf(w, j.texts.writes, told.Version)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, j.texts.heads)
	shown := terminal.Visible
	for _, r := range told.Readers {
		node, instance, program := shown(r.Node), shown(r.Instance), shown(r.Program)
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\n", node, instance, program, r.Journal)
	}
	_ = table.Flush()
}
