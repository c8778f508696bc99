package class

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

func (c *class) showCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "show " + c.Texts.ArgumentClass,
		Short:   c.texts.showShort,
		Example: "  chamada class show 3030\n  chamada class show 3030 --json",
		Args:    c.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), args[0],
				func(ctx context.Context, client *clients.Client, number subjects.Class) error {
					return c.show(ctx, client, number, asJSON)
				})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, c.Texts.FlagJSON)
	return cmd
}

func (c *class) show(ctx context.Context, client *clients.Client, number subjects.Class,
	asJSON bool) error {
	var raw clients.Reply
	got, err := client.Class(ctx, number, clients.Raw(&raw))
	if asJSON && raw.Data != nil {
		c.Terminal.JSON(raw.Data)
		return err
	}
	if err != nil {
		return err
	}
	c.Terminal.Resultf(c.texts.heading, number, len(got.Students), got.Revision,
		c.Texts.Date(got.Put))
	if got.By != "" {
		c.Terminal.Resultf(c.texts.isBy, terminal.Visible(string(got.By)))
	}
	for _, said := range c.settings(&got.ClassList) {
		c.Terminal.Resultf("%s", said)
	}
	if got.Keep.On && got.Keep.Days > 0 {
		err = c.next(ctx, client, number)
	}
	c.table(got.Students)
	return err
}

// next shows until when the record is kept that goes next.
func (c *class) next(ctx context.Context, client *clients.Client, number subjects.Class) error {
	kept, err := client.Records(ctx, subjects.RecordListRequest{Class: number})
	if err != nil {
		return err
	}
	var first subjects.RecordEntry
	for _, r := range kept.Records {
		if r.KeptUntil != "" && (first.KeptUntil == "" || r.KeptUntil < first.KeptUntil) {
			first = r
		}
	}
	if first.KeptUntil != "" {
		c.Terminal.Resultf(c.texts.nextGoes, c.Texts.Day(string(first.Day)),
			c.Texts.Day(string(first.KeptUntil)))
	}
	return nil
}

// settings are what is known of a class beside its students, in sentences.
func (c *class) settings(l *subjects.ClassList) (lines []string) {
	say := func(is bool, format string, args ...any) {
		if is {
			lines = append(lines, fmt.Sprintf(format, args...))
		}
	}
	t := c.texts
	say(l.Name != "", t.isName, terminal.Visible(l.Name))
	say(len(l.Teachers) > 0, t.isTeachers, joined(l.Teachers))
	say(l.CodeEvery != 0, t.isCoded, l.CodeEvery)
	say(l.Hours > 1, t.isHours, l.Hours)
	if l.LateAfter != nil {
		say(true, t.isLate, *l.LateAfter, cmp.Or(l.At, t.theStart))
	}
	say(l.LateCosts, "%s", t.lateCosts)
	say(l.Waived == "excluded", "%s", t.waivedExcluded)
	say(l.Zone != "" && l.Zone != subjects.DefaultZone, t.isZone, l.Zone)
	say(l.Login, "%s", t.wantsLogin)
	say(l.Keep.On && l.Keep.Days == 0, "%s", t.isKept)
	say(l.Keep.On && l.Keep.Days > 0, t.isKeptFor, l.Keep.Days)
	return lines
}

func joined(teachers []subjects.Teacher) (text string) {
	for i, one := range teachers {
		if i > 0 {
			text += ", "
		}
		text += terminal.Visible(string(one))
	}
	return text
}

// table shows students, in the order of the list.
func (c *class) table(students []subjects.Enrolled) {
	if len(students) == 0 {
		return
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, s := range students {
		fmt.Fprintf(table, "%s\t%s\n", s.Student, c.student(s))
	}
	_ = table.Flush() // a buffer takes everything
	c.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
}

// student is what is said of one beside the number.
func (c *class) student(s subjects.Enrolled) string {
	said := terminal.Visible(s.Name)
	if s.Social != "" {
		said = terminal.Visible(s.Social) + " (" + said + ")"
	}
	if s.State != "" && s.State != subjects.StateActive {
		said += "  " + c.texts.states[s.State]
	}
	if s.From != "" {
		said += "  " + fmt.Sprintf(c.texts.isFrom, c.Texts.Day(s.From))
	}
	if s.Until != "" {
		said += "  " + fmt.Sprintf(c.texts.isUntil, c.Texts.Day(s.Until))
	}
	return said
}
