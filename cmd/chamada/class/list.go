package class

import (
	"bytes"
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

func (c *class) listCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "list",
		Short:   c.texts.listShort,
		Example: "  chamada class list\n  chamada class list --json",
		Args:    c.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.list(cmd.Context(), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, c.Texts.FlagJSON)
	return cmd
}

// list shows the classes; as JSON the last part of the reply, as it came.
func (c *class) list(ctx context.Context, asJSON bool) error {
	nc, client, err := c.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	var raw clients.Reply
	all, err := client.Classes(ctx, clients.Raw(&raw))
	if asJSON && raw.Data != nil {
		c.Terminal.JSON(raw.Data)
	}
	if err != nil || asJSON {
		return err
	}
	if len(all.Classes) == 0 {
		c.Terminal.Resultf("%s", c.texts.noClasses)
		return nil
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, c.texts.columns)
	for _, one := range all.Classes {
		open := ""
		if one.Open {
			open = c.texts.open
		}
		fmt.Fprintf(table, "%d\t%d\t%s\t%s\n", one.Class, one.Students, open,
			terminal.Visible(one.Name))
	}
	_ = table.Flush() // a buffer takes everything
	c.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
	return nil
}
