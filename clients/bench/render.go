package bench

import (
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// Render is the report for people, in English or in Portuguese.
func (r *Report) Render(inEnglish bool) string {
	var b strings.Builder
	w, l := wordsIn(inEnglish), r.Load
	fmt.Fprintf(&b, w.load+"\n\n", l.Clients, l.Connections, l.Classes, l.Students, l.Rounds, l.Duration)
	r.renderTable(&b, w)
	if r.Ratio != nil {
		fmt.Fprintf(&b, "\n"+w.ratio+"\n", w.decimal(r.Ratio.Throughput), w.decimal(r.Ratio.P99))
	}
	for _, m := range r.Measurements {
		if m.Failure != "" {
			fmt.Fprintf(&b, w.failure+"\n", m.Round, w.services[m.Service], m.Failure)
		}
	}
	fmt.Fprintf(&b, w.verified+"\n", r.Verification.Confirmed, r.Verification.Rolls)
	if v := r.Verification; v.Missing+v.Strange > 0 {
		fmt.Fprintf(&b, w.missing+"\n", v.Missing, v.Strange)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Render is the progress for people, a line without its end.
func (p Progress) Render(inEnglish bool) string {
	w := wordsIn(inEnglish)
	if p.PerSecond == 0 {
		return fmt.Sprintf(w.warming, p.Round, w.services[p.Service])
	}
	return fmt.Sprintf(w.progress, p.Round, w.services[p.Service], p.PerSecond)
}

func (r *Report) renderTable(b *strings.Builder, w *words) {
	table := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, w.header)
	for _, m := range r.Measurements {
		fmt.Fprintf(table, "%d\t%s\t%.0f\t%s\t%s\t%s\t%s\t%d\t%d\t\n", m.Round, w.services[m.Service], m.PerSecond,
			w.milliseconds(m.P50), w.milliseconds(m.P99), w.milliseconds(m.P999), w.milliseconds(m.Max), m.Errors, m.Refused)
	}
	_ = table.Flush() // a strings.Builder takes everything
}

func (w *words) milliseconds(d time.Duration) string {
	return w.decimal(d.Seconds() * 1000)
}

func (w *words) decimal(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', 2, 64), ".", w.point, 1)
}
