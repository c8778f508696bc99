package users

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/spf13/cobra"

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
			u.Terminal.Result(b)
		}
		return err
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, u.texts.columns)
	for _, one := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", one.Login, one.Role, u.Texts.Date(one.Since), printable(one.Name))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	u.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
	return nil
}

// printable is a name that does nothing to a terminal. What is in the bucket may
// have been written there without [identity.Users].
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, name)
}
