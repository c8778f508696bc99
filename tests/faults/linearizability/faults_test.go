//go:build faults && linux

package linearizability_test

import (
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/history"
	"github.com/chamada/chamada/tests/faults/nemesis"
)

// leastPerSecond is how many operations there must be to speak of a test, in
// the mean: much less than there are even when half of the time is faults.
const leastPerSecond = 50

func TestFaults(t *testing.T) {
	c := cluster.New(t, built(program))
	rec := record(t)
	l := newLoad(t, c, rec)
	wanted := nemesis.Kinds(*length)
	if *kinds != "" {
		wanted = strings.Split(*kinds, ",")
	}
	nemesis.New(t, c, rec, *seed).Run(wanted, *length)
	took := rec.Now()
	l.stop()
	l.audit(t, c)

	operations, faults := finish(t, rec)
	report(t, operations, faults)
	happened := count(faults)
	for _, kind := range wanted {
		if happened[kind] == 0 {
			t.Errorf("no %q really happened", kind)
		}
	}
	if least := int(took.Seconds()) * leastPerSecond; len(operations) < least {
		t.Errorf("%d operations are too few, of %d", len(operations), least)
	}
	judge(t, rec, operations, faults, search, project, witness)
}

func finish(t *testing.T, rec *history.Recorder) ([]history.Operation, []history.Fault) {
	t.Helper()
	operations, faults, err := rec.Close()
	if err != nil {
		t.Fatal(err)
	}
	return operations, faults
}

func count(faults []history.Fault) map[string]int {
	counts := make(map[string]int)
	for _, f := range faults {
		if f.Happened {
			counts[f.Kind]++
		}
	}
	return counts
}
