package teacher

import (
	"bytes"
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

func (t *teacher) openCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "open",
		Short:   t.texts.openShort,
		Example: "  chamada teacher open\n  chamada teacher open --json",
		Args:    t.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.open(cmd.Context(), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, t.Texts.FlagJSON)
	return cmd
}

// open shows what is open; as JSON a line for each part of the reply, as it came.
func (t *teacher) open(ctx context.Context, asJSON bool) error {
	nc, client, err := t.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	if !asJSON {
		all, err := client.OpenRolls(ctx)
		if err == nil {
			t.showOpen(all.Rolls)
		}
		return err
	}
	for more := ""; ; {
		var raw clients.Reply
		part, err := client.OpenPart(ctx, more, clients.Raw(&raw))
		if raw.Data != nil {
			t.Terminal.JSON(raw.Data)
		}
		if more = part.More; err != nil || more == "" {
			return err
		}
	}
}

// showOpen has a column for teachers where there are any.
func (t *teacher) showOpen(rolls []subjects.OpenRoll) {
	if len(rolls) == 0 {
		t.Terminal.Resultf("%s", t.texts.noneOpen)
		return
	}
	columns := t.texts.openColumns
	if rolls[0].Teacher != "" {
		columns += t.texts.openTeacher
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, columns)
	for _, r := range rolls {
		line := fmt.Sprintf("%d\t%s\t%d", r.Class, t.Texts.Date(r.Started), r.Count)
		if r.Teacher != "" {
			line += "\t" + terminal.Visible(string(r.Teacher))
		}
		fmt.Fprintln(table, line)
	}
	_ = table.Flush() // a buffer takes everything
	t.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
}
