package measure

import (
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/chamada/chamada/clients/texts"
)

// Render is the report for people, in a language.
func (r *Report) Render(l texts.Language) string {
	var b strings.Builder
	w := languages.In(l)
	r.renderLoad(&b, w)
	r.renderTable(&b, w)
	b.WriteByte('\n')
	r.renderWaits(&b, w)
	r.renderRatio(&b, w)
	b.WriteString(r.Usage.render(w))
	r.renderFailures(&b, w)
	fmt.Fprintf(&b, w.verified+"\n", r.Verification.Confirmed, r.Verification.Rolls)
	if v := r.Verification; v.Missing+v.Strange > 0 {
		fmt.Fprintf(&b, w.missing+"\n", v.Missing, v.Strange)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (r *Report) renderLoad(b *strings.Builder, w *words) {
	l := r.Load
	if l.Burst > 0 {
		fmt.Fprintf(b, w.burst+"\n", l.Classes*l.Students, l.Burst)
	} else {
		fmt.Fprintf(b, w.steady+"\n", l.Clients, l.Duration)
	}
	fmt.Fprintf(b, w.load+"\n", l.Connections, r.Nodes, l.Classes, l.Students, l.Rounds)
	b.WriteByte('\n')
}

func (r *Report) renderTable(b *strings.Builder, w *words) {
	isBurst := r.Load.Burst > 0
	table := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	header := w.header
	if isBurst {
		header += w.late
	}
	fmt.Fprintln(table, header)
	for _, m := range r.Measurements {
		fmt.Fprintf(table, "%d\t%s\t%.0f\t%s\t%s\t%s\t%s\t", m.Round, w.services[m.Service],
			m.PerSecond,
			w.milliseconds(m.P50), w.milliseconds(m.P99), w.milliseconds(m.P999),
			w.milliseconds(m.Max))
		fmt.Fprintf(table, "%s\t%.0f\t%.0f\t%d\t%d\t", w.decimal(m.CPU.Seconds()*1e6, 1), m.Bytes,
			m.Allocations, m.Errors, m.Refused)
		if isBurst {
			fmt.Fprintf(table, "%d\t", m.Late)
		}
		fmt.Fprintln(table)
	}
	_ = table.Flush() // a strings.Builder takes everything
}

// renderWaits says of a burst how long its students waited for chamada: what
// was so in the median round, but for the longest wait, which is of all.
func (r *Report) renderWaits(b *strings.Builder, w *words) {
	var p50, p99 []float64
	var longest, latest time.Duration
	for _, m := range r.Measurements {
		latest = max(latest, m.Latest)
		if m.Service == Chamada && m.Presences > 0 {
			p50, p99 = append(p50, float64(m.P50)), append(p99, float64(m.P99))
			longest = max(longest, m.Max)
		}
	}
	if r.Load.Burst > 0 && len(p50) > 0 {
		fmt.Fprintf(b, w.waits+"\n", r.Load.Classes*r.Load.Students, r.Load.Burst,
			w.milliseconds(time.Duration(median(p50))), w.milliseconds(time.Duration(median(p99))),
			w.milliseconds(longest))
	}
	if latest > 0 {
		fmt.Fprintf(b, w.latest+"\n", w.milliseconds(latest))
	}
}

func (r *Report) renderRatio(b *strings.Builder, w *words) {
	if r.Ratio == nil {
		return
	}
	two := func(f float64) string { return w.decimal(f, 2) }
	format := w.ratio
	if r.Measurements[0].Service == Page || r.Measurements[0].Service == Bare {
		format = w.ofPage
	}
	fmt.Fprintf(b, format, two(r.Ratio.Throughput), two(r.Ratio.P50), two(r.Ratio.P99))
	if r.Usage.Whole() {
		fmt.Fprintf(b, w.usages, two(r.Ratio.CPU), two(r.Ratio.Bytes), two(r.Ratio.Allocations))
	}
	b.WriteByte('\n')
}

func (u Usage) render(w *words) string {
	if !u.Whole() {
		return w.alone + "\n"
	}
	return fmt.Sprintf(w.pages+"\n", strings.Join(u.Pages, ", "))
}

func (r *Report) renderFailures(b *strings.Builder, w *words) {
	for _, m := range r.Measurements {
		if m.Failure != "" {
			fmt.Fprintf(b, w.failure+"\n", m.Round, w.services[m.Service], m.Failure)
		}
	}
}

func (w *words) milliseconds(d time.Duration) string { return w.decimal(d.Seconds()*1000, 2) }

func (w *words) decimal(f float64, places int) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', places, 64), ".", w.point, 1)
}
