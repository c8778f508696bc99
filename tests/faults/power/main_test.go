//go:build faults && linux

package power_test

import (
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/machine"
)

var (
	rounds  = flag.Int("power.rounds", 1, "how often each test is run, on new disks")
	strikes = flag.Int("power.strikes", 1,
		"how often power is lost in a round under load; once more it is lost after")
	seed       = flag.Uint64("power.seed", rand.Uint64(), "decides whose power is lost, and when")
	filesystem = flag.String("power.fs", "ext4", "ext4 or xfs")
)

// The programs under test, in [machine.Dir].
const (
	synced   = "chamada"
	unsynced = "chamada-unsynced" // confirms what is not on the disk
	keepless = "chamada-keepless" // stores no record of a roll call that has ended
)

func TestMain(m *testing.M) {
	os.Exit(machine.Sandbox(m, func(dir string) error {
		return errors.Join(faults.Build(filepath.Join(dir, synced)),
			buildChanged(dir, unsynced, neverSync), buildChanged(dir, keepless, neverKeep))
	}))
}
