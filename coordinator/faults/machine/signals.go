//go:build faults && linux

package machine

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// Pause returns when the process stands still. It keeps its connections, and
// says nothing on them.
func (m *Machine) Pause() {
	m.t.Helper()
	m.process.stop()
	m.process.awaitStopped(m.t)
}

// Resume lets a paused process go on.
func (m *Machine) Resume() { _ = m.process.cmd.Process.Signal(unix.SIGCONT) }

// Terminate asks the process to end and waits until it has; the error tells
// that it took too long, or how it ended when not with status 0.
func (m *Machine) Terminate(within time.Duration) error {
	p := m.process
	_ = p.cmd.Process.Signal(unix.SIGTERM)
	select {
	case <-p.over:
	case <-time.After(within):
		m.Kill()
		return fmt.Errorf("it did not end within %v of SIGTERM", within)
	}
	m.Kill() // it is over already
	if status := p.cmd.ProcessState; !status.Success() {
		return fmt.Errorf("after SIGTERM it ended with %v", status)
	}
	return nil
}

// Wipe empties the data directory of a machine that is off.
func (m *Machine) Wipe() {
	m.t.Helper()
	must(m.t, os.RemoveAll(filepath.Join(m.disk.dir, "data")))
}

// Ended is how the last process of a machine that is off ended.
func (m *Machine) Ended() string { return m.past[len(m.past)-1].cmd.ProcessState.String() }
