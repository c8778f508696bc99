package class

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

func (c *class) removeCommand() *cobra.Command {
	apply := false
	cmd := &cobra.Command{
		Use:     "remove " + c.Texts.ArgumentClass,
		Short:   c.texts.removeShort,
		Example: "  chamada class remove 3030\n  chamada class remove 3030 --apply",
		Args:    c.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), args[0],
				func(ctx context.Context, client *clients.Client, number subjects.Class) error {
					return c.remove(ctx, client, number, apply)
				})
		},
	}
	cmd.Flags().BoolVar(&apply, "apply", false, c.texts.flagApply)
	return cmd
}

// remove removes what it has read, no more.
func (c *class) remove(ctx context.Context, client *clients.Client, number subjects.Class,
	apply bool) error {
	got, err := client.Class(ctx, number)
	if err != nil {
		return err
	}
	if !apply {
		c.Terminal.Resultf(c.texts.wouldRemove, number, c.texts.students.Count(len(got.Students)))
		c.Terminal.Notef("%s", c.texts.unwritten)
		return nil
	}
	if _, err := client.RemoveClass(ctx, number, got.Revision); err != nil {
		return err
	}
	c.Terminal.Resultf(c.texts.removed, number)
	return nil
}
