package record

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

func (r *record) showCommand() *cobra.Command {
	roll := ""
	cmd := r.oneShot("show", r.texts.showShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			got, err := client.Record(ctx, class, roll, opts...)
			return func() { r.show(&got) }, err
		})
	cmd.Flags().StringVar(&roll, "roll", "", r.texts.flagRoll)
	return cmd
}

// heading names the class; one without a list has only its number.
func (r *record) heading(class subjects.Class, name string) {
	line := fmt.Sprintf(r.texts.heading, class)
	if name != "" {
		line += ": " + terminal.Visible(name)
	}
	r.Terminal.Resultf("%s", line)
}

// show shows a record: how it stands, then the students, then who is on no list.
func (r *record) show(got *subjects.Record) {
	t, at := r.texts, r.clocks(got.Zone, got.Started)
	r.heading(got.Class, got.Name)
	r.Terminal.Resultf(t.started, at.Date(got.Started), got.Roll)
	if got.Ended == 0 {
		r.Terminal.Resultf("%s", t.isOpen)
	} else {
		r.Terminal.Resultf(t.ended, at.Date(got.Ended))
	}
	r.settings(got, at)
	for i := range got.Corrections {
		r.Terminal.Resultf("%s", r.rollCorrection(&got.Corrections[i], at))
	}
	r.table(len(got.Students), func(i int) string {
		return r.line(&got.Students[i], got.Checks, at)
	})
	if n := len(got.Unknown); n > 0 {
		r.Terminal.Resultf(t.unknown, n)
		r.table(n, func(i int) string {
			return r.unlisted(&got.Unknown[i], got.Checks, at)
		})
	}
	r.ShowChecks(got.AtChecks())
	totals := got.Totals
	r.Terminal.Resultf(t.totals, totals.Present, totals.Late, totals.Absent, totals.Excused,
		totals.Waived)
}

// clocks are those of a class. It is told when they are not those of this machine, at an instant
// that is shown.
func (r *record) clocks(zone string, shown subjects.Time) session.Clocks {
	at := r.Texts.In(zone)
	if at.Differ(shown) {
		r.Terminal.Notef(r.texts.byClocksOf, zone)
	}
	return at
}

// settings says of a record what is not as usual.
func (r *record) settings(got *subjects.Record, at session.Clocks) {
	say := func(is bool, format string, args ...any) {
		if is {
			r.Terminal.Resultf(format, args...)
		}
	}
	t := r.texts
	say(got.Hours != 1, t.hours, got.Hours)
	say(got.Void, "%s", t.isVoid)
	say(got.Lost, "%s", t.isLost)
	say(got.Ended != 0 && !got.Kept, "%s", t.isUnkept)
	if got.Added != nil {
		say(true, t.isAdded, at.Date(got.Added.Time), r.by(got.Added.By),
			terminal.Visible(got.Added.Reason))
	}
}

// by is who has done something, nobody where there are no logins.
func (r *record) by(who subjects.Teacher) string {
	if who == "" {
		return ""
	}
	return fmt.Sprintf(r.texts.by, terminal.Visible(string(who)))
}

// unlisted is one student who is on no list, of a roll call with so many checks.
func (r *record) unlisted(u *subjects.Unlisted, checks int, at session.Clocks) string {
	line := "  " + string(u.Student) + "\t" + at.Date(u.At)
	if u.Student.Erased() {
		line += "  " + r.texts.erased
	}
	if missed := r.Texts.Checks.Only(u.Checks, checks); missed != "" {
		line += "  " + missed
	}
	return line
}

// line is one student, in the columns of a table, and below the corrections. checks is how many
// the roll call had, 0 where that is not known: then nothing is said of them.
func (r *record) line(l *subjects.RecordLine, checks int, at session.Clocks) string {
	var said []string
	if l.At != 0 {
		said = append(said, at.Clock(l.At))
	}
	if l.State != "" {
		said = append(said, r.texts.states[l.State])
	}
	if missed := r.Texts.Checks.Only(l.Checks, checks); missed != "" {
		said = append(said, missed)
	}
	if l.AbsentHours > 0 {
		said = append(said, fmt.Sprintf(r.texts.missed, l.AbsentHours))
	}
	name := terminal.Visible(l.Name)
	if l.Student.Erased() {
		name = r.texts.erased
	}
	line := fmt.Sprintf("%s\t%s\t%s\t%s", r.sign(l.Mark), l.Student, name,
		strings.Join(said, "  "))
	for i := range l.Corrections {
		line += "\n\t\t\t" + r.correction(&l.Corrections[i], at)
	}
	return line
}

func (r *record) sign(m subjects.Mark) string { return export.Sign(r.Language, m) }

func (r *record) correction(c *subjects.Correction, at session.Clocks) string {
	return fmt.Sprintf(r.texts.corrected, r.sign(c.Before), r.sign(c.After), at.Date(c.Time),
		r.by(c.By), terminal.Visible(c.Reason))
}

func (r *record) rollCorrection(c *subjects.RollCorrection, at session.Clocks) string {
	return fmt.Sprintf(r.texts.correctedRoll, r.counts(c.Before), r.counts(c.After),
		at.Date(c.Time), r.by(c.By), terminal.Visible(c.Reason))
}

func (r *record) counts(s subjects.RollState) string {
	if s.Void {
		return r.texts.void
	}
	return fmt.Sprintf(r.texts.countsHours, s.Hours)
}

// table shows lines in columns.
func (r *record) table(n int, line func(i int) string) {
	if n == 0 {
		return
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for i := range n {
		fmt.Fprintln(table, line(i))
	}
	_ = table.Flush() // a buffer takes everything
	r.Terminal.Result(bytes.TrimRight(b.Bytes(), "\n"))
}
