//go:build faults && linux

package linearizability_test

import (
	"testing"
	"time"

	"github.com/chamada/chamada/tests/faults/check"
	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/nemesis"
)

const (
	teethFor = 5 * time.Second
	// teethSearch is short: what is hopeless is told at once or not at all.
	teethSearch = 5 * time.Second
)

// Every checker must find every program wrong that is broken on purpose.
func TestTeeth(t *testing.T) {
	for _, b := range allBroken {
		t.Run(b.name, func(t *testing.T) {
			c := cluster.New(t, b.build(t))
			rec := record(t)
			l := newLoad(t, c, rec)
			nemesis.New(t, c, rec, *seed).Run([]string{"kill"}, teethFor)
			l.stop()
			operations, _ := finish(t, rec)
			for name, v := range verdicts(operations, check.Searcher{Within: teethSearch}) {
				if len(v.Violations) == 0 {
					t.Errorf("%s finds nothing wrong in %d operations, undecided %v", name, len(operations), v.Undecided)
					continue
				}
				t.Logf("%s finds %d violations, as the first %v", name, len(v.Violations), v.Violations[0])
			}
		})
	}
}
