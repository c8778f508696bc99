//go:build faults && linux

package linearizability_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/chamada/chamada/tests/faults/check"
	"github.com/chamada/chamada/tests/faults/history"
)

const (
	searchFor = 2 * time.Minute // one part of the history
	shown     = 10              // violations of each checker, and operations around each
)

// judge has the checkers say what is wrong.
func judge(t *testing.T, rec *history.Recorder, operations []history.Operation,
	faults []history.Fault, checkers ...string) {
	t.Helper()
	all := verdicts(operations, check.Searcher{Within: searchFor, Dir: rec.Dir()})
	for _, name := range checkers {
		v := all[name]
		t.Logf("%s: %d judged, %d violations", name, v.Judged, len(v.Violations))
		if v.Judged == 0 || len(v.Undecided) > 0 {
			t.Errorf("%s judged %d and did not decide %v", name, v.Judged, v.Undecided)
		}
		for _, violation := range v.Violations[:min(shown, len(v.Violations))] {
			t.Errorf("%s: %v\n%s", name, violation, around(violation, faults))
		}
	}
}

// The checkers: what is searched as a whole, what is projected, and both.
const (
	search  = "search"
	project = "project"
	witness = "witness"
)

func verdicts(operations []history.Operation, s check.Searcher) map[string]check.Verdict {
	return map[string]check.Verdict{search: s.Search(operations), project: s.Project(operations),
		witness: check.Witness(operations)}
}

// around is the faults during a violation's operations.
func around(v check.Violation, faults []history.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		for _, o := range v.Operations {
			if o.Returned > f.Began && o.Invoked < f.Well {
				fmt.Fprintf(&b, "  during %v\n", f)
				break
			}
		}
	}
	return b.String()
}

// report prints the figures of a run.
func report(t *testing.T, operations []history.Operation, faults []history.Fault) {
	t.Helper()
	outcomes := make(map[history.Outcome]int)
	for _, o := range operations {
		outcomes[o.Outcome]++
	}
	t.Logf("%d operations: %v", len(operations), outcomes)
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "fault\thappened\toperations\tlongest\tof unknown outcome\tall well after")
	for _, r := range rows(operations, faults) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.2f s\t%d\t%.1f s\n", r.name, r.happened, r.operations,
			r.stall.Seconds(), r.unknown, r.well.Seconds())
	}
	_ = w.Flush() // to memory
	t.Logf("\n%s", b.String())
}

// Of operations that were under way during no fault, and during more than one.
const none, several = "none", "several"

// row is what one kind of fault did to clients.
type row struct {
	name        string
	happened    int
	operations  int
	unknown     int
	stall, well time.Duration // the longest
}

func rows(operations []history.Operation, faults []history.Fault) []*row {
	all := []*row{{name: none}, {name: several}}
	byName := map[string]*row{none: all[0], several: all[1]}
	for _, f := range faults {
		r := byName[nameOf(f)]
		if r == nil {
			r = &row{name: nameOf(f)}
			byName[r.name] = r
			all = append(all, r)
		}
		if f.Happened {
			r.happened++
		}
		r.well = max(r.well, f.Well-f.Healed)
	}
	for _, o := range operations {
		byName[duringOf(o, faults)].add(o)
	}
	slices.SortFunc(all, func(a, b *row) int { return cmp.Compare(a.name, b.name) })
	return all
}

func (r *row) add(o history.Operation) {
	r.operations++
	r.stall = max(r.stall, o.Returned-o.Invoked)
	if o.Outcome == history.Unknown {
		r.unknown++
	}
}

func nameOf(f history.Fault) string {
	if f.Leader {
		return f.Kind + " (leader)"
	}
	return f.Kind
}

// duringOf is the fault that an operation was under way in, until all was well
// after it; several are nobody's fault in particular.
func duringOf(o history.Operation, faults []history.Fault) (name string) {
	name = none
	for _, f := range faults {
		if o.Returned <= f.Began || o.Invoked >= f.Well {
			continue
		}
		if name != none {
			return several
		}
		name = nameOf(f)
	}
	return name
}
