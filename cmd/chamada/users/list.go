package users

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/coordinator/identity"
)

func (u *users) listCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "list",
		Short:   u.texts.listShort,
		Example: "  chamada users list --user admin\n  chamada users list --json",
		Args:    u.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return u.asAdmin(cmd.Context(), func(ctx context.Context, a admin) error {
				ctx, cancel := u.within(ctx)
				defer cancel()
				all, err := a.List(ctx)
				if err != nil {
					return err
				}
				return u.show(all, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, u.texts.flagJSON)
	return cmd
}

func (u *users) show(all []identity.User, asJSON bool) error {
	if asJSON {
		b, err := json.Marshal(append([]identity.User{}, all...)) // [] and not null
		if err == nil {
			u.Terminal.JSON(b)
		}
		return err
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, u.texts.columns)
	shown := terminal.Visible // what is in the bucket may have got there without identity.Users
	for _, one := range all {
		login, role, name := shown(one.Login), shown(string(one.Role)), shown(one.Name)
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", login, role, u.Texts.Date(one.Since), name)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	u.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
	return nil
}
