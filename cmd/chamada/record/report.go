package record

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

func (r *record) reportCommand() *cobra.Command {
	var of days
	planned := 0
	cmd := r.oneShot("report", r.texts.reportShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			got, err := client.Report(ctx, subjects.ReportRequest{Class: class, Planned: planned,
				From: subjects.Date(of.from), Until: subjects.Date(of.until)}, opts...)
			return func() { r.report(&got) }, err
		})
	of.define(cmd.Flags(), r.texts)
	cmd.Flags().IntVar(&planned, "planned", 0, r.texts.flagPlanned)
	return r.checked(cmd, func() error {
		if planned < 0 || planned == 0 && cmd.Flags().Changed("planned") {
			return session.Misuse(r.texts.badPlanned)
		}
		return r.check(&of)
	})
}

func (r *record) report(got *subjects.Report) {
	t := r.texts
	r.heading(got.Class, got.Name)
	r.Terminal.Resultf(t.counted, got.Rolls, t.waiving[got.Waived])
	r.table(len(got.Students)+1, func(i int) string {
		if i == 0 {
			return t.reportColumns
		}
		return r.balance(&got.Students[i-1])
	})
}

// balance is one student of a report.
func (r *record) balance(l *subjects.ReportLine) string {
	return fmt.Sprintf("%s\t%s\t%d\t%d\t%s\t%s\t%d\t%s", l.Student, terminal.Visible(l.Name),
		l.Hours, l.AbsentHours, r.percent(l.Frequency), r.percent(l.FrequencyPlanned),
		l.AllowedLeft, export.Alert(r.Language, l))
}

// percent is "—" where nothing was given.
func (r *record) percent(p *string) string {
	if p == nil {
		return export.Sign(r.Language, "")
	}
	return r.texts.decimal(*p) + " %"
}
