package record

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// days are the flags of which days records are wanted.
type days struct{ from, until string }

func (d *days) define(flags *pflag.FlagSet, t *words) {
	flags.StringVar(&d.from, "from", "", t.flagFrom)
	flags.StringVar(&d.until, "until", "", t.flagUntil)
}

// check is a misuse where one is no day.
func (r *record) check(d *days) error {
	for _, day := range []string{d.from, d.until} {
		if day != "" && !subjects.Date(day).Valid() {
			return session.Misuse(r.Texts.Say(r.texts.badDay, day))
		}
	}
	return nil
}

func (r *record) listCommand() *cobra.Command {
	var of days
	cmd := r.oneShot("list", r.texts.listShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			got, err := client.Records(ctx, subjects.RecordListRequest{Class: class,
				From: subjects.Date(of.from), Until: subjects.Date(of.until)}, opts...)
			return func() { r.list(&got) }, err
		})
	of.define(cmd.Flags(), r.texts)
	return r.checked(cmd, func() error { return r.check(&of) })
}

// checked has a command check its flags first.
func (r *record) checked(cmd *cobra.Command, check func() error) *cobra.Command {
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := check(); err != nil {
			return err
		}
		return run(cmd, args)
	}
	return cmd
}

func (r *record) list(got *subjects.Records) {
	if len(got.Records) == 0 {
		r.Terminal.Resultf(r.texts.noRecords, got.Class)
		return
	}
	first := &got.Records[0]
	at := r.clocks(first.Zone, first.Started)
	r.table(len(got.Records)+1, func(i int) string {
		if i == 0 {
			return r.texts.listColumns
		}
		return r.entry(&got.Records[i-1], at)
	})
}

func (r *record) entry(e *subjects.RecordEntry, at session.Clocks) string {
	t, said := e.Totals, ""
	if e.Added {
		said += "  " + r.texts.onPaper
	}
	if e.Void {
		said += "  " + r.texts.void
	}
	return fmt.Sprintf("%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s%s", at.Date(e.Started), e.Hours,
		t.Present, t.Late, t.Absent, t.Excused, t.Waived, e.Unknown, e.Roll, said)
}
