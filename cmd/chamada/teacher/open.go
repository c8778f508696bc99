package teacher

import (
	"bytes"
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

func openCommand(s *session.Session) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "open",
		Short:   s.Texts.OpenShort,
		Example: "  chamada teacher open\n  chamada teacher open --json",
		Args:    s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return open(cmd.Context(), s, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, s.Texts.FlagJSON)
	return cmd
}

// open shows what is open; as JSON a line for each part of the reply, as it came.
func open(ctx context.Context, s *session.Session, asJSON bool) error {
	nc, client, err := s.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	if !asJSON {
		all, err := client.OpenRolls(ctx)
		if err == nil {
			showOpen(s, all.Rolls)
		}
		return err
	}
	for more := ""; ; {
		var raw clients.Reply
		part, err := client.OpenPart(ctx, more, clients.Raw(&raw))
		if raw.Data != nil {
			s.Terminal.JSON(raw.Data)
		}
		if more = part.More; err != nil || more == "" {
			return err
		}
	}
}

// showOpen has a column for teachers where there are any.
func showOpen(s *session.Session, rolls []subjects.OpenRoll) {
	if len(rolls) == 0 {
		s.Terminal.Resultf("%s", s.Texts.NoneOpen)
		return
	}
	columns := s.Texts.OpenColumns
	if rolls[0].Teacher != "" {
		columns += s.Texts.OpenTeacher
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, columns)
	for _, r := range rolls {
		line := fmt.Sprintf("%d\t%s\t%d", r.Class, s.Texts.Date(r.Started), r.Count)
		if r.Teacher != "" {
			line += "\t" + terminal.Visible(string(r.Teacher))
		}
		fmt.Fprintln(table, line)
	}
	_ = table.Flush() // a buffer takes everything
	s.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
}
