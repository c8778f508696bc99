// Package class is the command line for class lists: it imports them from what schools export,
// shows what would change, and writes only when told to.
package class

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/roster/findings"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// class is what the commands of "chamada class" share.
type class struct {
	*session.Session
	texts *words
	found findings.Teller
}

// Command is "chamada class", in the session's language.
func Command(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	c := &class{Session: s, texts: texts,
		found: findings.Teller{Language: s.Language, Own: texts.problems}}
	cmd := &cobra.Command{
		Use:   "class",
		Short: texts.short,
		Long:  texts.long,
		Example: "  chamada class import 3030 " + texts.exampleFile + "\n" +
			"  chamada class import 3030 " + texts.exampleFile + " --apply\n" +
			"  chamada class list",
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.importCommand(), c.exportCommand(), c.showCommand(), c.listCommand(),
		c.removeCommand())
	s.Use(cmd)
	connect := cmd.PersistentPreRunE
	cmd.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		s.Teaching, s.OfClasses = true, true
		return connect(cmd, args)
	}
	return cmd
}

// with connects, and calls do with the class in arg.
func (c *class) with(ctx context.Context, arg string,
	do func(context.Context, *clients.Client, subjects.Class) error) error {
	number, err := c.ParseClass(arg)
	if err != nil {
		return err
	}
	nc, client, err := c.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	return c.About(number, "", do(ctx, client, number))
}
