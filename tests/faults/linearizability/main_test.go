//go:build faults && linux

package linearizability_test

import (
	"cmp"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/history"
	"github.com/chamada/chamada/tests/faults/machine"
)

var (
	length = flag.Duration("faults.for", 2*time.Minute,
		"how long TestFaults breaks things; it goes on until every kind has come")
	kinds = flag.String("faults.kinds", "",
		"what TestFaults does, separated by commas; without it everything that there is time for")
	seed = flag.Uint64("faults.seed", rand.Uint64(), "deals the same faults and requests again")
	keep = flag.String("faults.out", "",
		"where every history is left; without it, those that are wrong are in "+wrong)
)

const (
	program = "chamada"
	wrong   = "/var/tmp/chamada-histories"
)

func TestMain(m *testing.M) {
	os.Exit(machine.Sandbox(m, func(dir string) error {
		return faults.Build(filepath.Join(dir, program))
	}))
}

// built is the path of a program.
func built(name string) string { return filepath.Join(machine.Dir(), name) }

// record begins a history that stays when the test fails.
func record(t *testing.T) *history.Recorder {
	t.Helper()
	name := strings.NewReplacer("/", "-", " ", "-").Replace(t.Name()) +
		time.Now().Format("-20060102-150405")
	dir := filepath.Join(cmp.Or(*keep, wrong), name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	rec, err := history.NewRecorder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("seed %d, history in %s", *seed, dir)
	t.Cleanup(func() {
		_, _, _ = rec.Close() // a test that gave up has not
		if !t.Failed() && *keep == "" {
			_ = os.RemoveAll(dir)
		}
	})
	return rec
}
