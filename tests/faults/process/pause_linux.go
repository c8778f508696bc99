package process

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// stopLimit is longer than a sync that is under way takes to return.
const stopLimit = time.Minute

// Stop has it stand still, soon: see [Process.AwaitStopped].
func (p *Process) Stop() { p.Signal(syscall.SIGSTOP) }

// AwaitStopped returns when none of its threads runs any more, in the kernel
// either.
func (p *Process) AwaitStopped() {
	p.t.Helper()
	natstest.Within(p.t, stopLimit, func() error {
		stats, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", p.PID()))
		for _, name := range stats {
			stat, _ := os.ReadFile(name) // a thread may end meanwhile
			if len(stat) > 0 && !bytes.Contains(stat, []byte(") T ")) {
				return fmt.Errorf("a thread still runs: %s", stat)
			}
		}
		return err
	})
}

// Resume lets one that stands still go on.
func (p *Process) Resume() { p.Signal(syscall.SIGCONT) }
