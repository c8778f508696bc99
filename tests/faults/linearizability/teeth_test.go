//go:build faults && linux

package linearizability_test

import (
	"maps"
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
	// teethRounds are how many histories a checker may need: on a busy machine one has
	// few operations, and not each fault shows in every kind of check.
	teethRounds = 4
)

// Every checker must find every program wrong that is broken on purpose.
func TestTeeth(t *testing.T) {
	for _, b := range allBroken {
		t.Run(b.name, func(t *testing.T) {
			program := b.build(t)
			var blind map[string]int // who has found nothing so far
			for round := range uint64(teethRounds) {
				// with machines of its own
				t.Run("", func(t *testing.T) {
					blind = both(blind, bite(t, program, *seed+round))
				})
				if len(blind) == 0 {
					return
				}
			}
			for name, operations := range blind {
				t.Errorf("%s finds nothing wrong, lastly in %d operations", name, operations)
			}
		})
	}
}

// bite runs a program under faults; it returns the checkers that found nothing wrong, and
// in how many operations.
func bite(t *testing.T, program string, seed uint64) (blind map[string]int) {
	t.Helper()
	c := cluster.New(t, program)
	rec := record(t)
	l := newLoad(t, c, rec)
	nemesis.New(t, c, rec, seed).Run([]string{"kill"}, teethFor)
	l.stop()
	operations, _ := finish(t, rec)
	blind = map[string]int{}
	for name, v := range verdicts(operations, check.Searcher{Within: teethSearch}) {
		if len(v.Violations) == 0 {
			blind[name] = len(operations)
			continue
		}
		t.Logf("%s finds %d violations, as the first %v", name, len(v.Violations), v.Violations[0])
	}
	return blind
}

// both are those who have found nothing before, if anybody looked, nor now.
func both(before, now map[string]int) map[string]int {
	maps.DeleteFunc(now, func(name string, _ int) bool {
		_, was := before[name]
		return before != nil && !was
	})
	return now
}
