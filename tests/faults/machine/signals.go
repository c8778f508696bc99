//go:build faults && linux

package machine

import (
	"os"
	"path/filepath"
	"time"
)

// Pause returns when the process stands still. It keeps its connections, and
// says nothing on them.
func (m *Machine) Pause() {
	m.t.Helper()
	m.process.Stop()
	m.process.AwaitStopped()
}

// Resume lets a paused process go on.
func (m *Machine) Resume() { m.process.Resume() }

// Terminate asks the process to end and waits until it has; the error tells
// that it took too long, or how it ended when not with status 0.
func (m *Machine) Terminate(within time.Duration) error {
	defer m.Kill() // it is over already
	return m.process.Terminate(within)
}

// Wipe empties the data directory of a machine that is off.
func (m *Machine) Wipe() {
	m.t.Helper()
	must(m.t, os.RemoveAll(filepath.Join(m.disk.dir, "data")))
}

// Ended is how the last process of a machine that is off ended.
func (m *Machine) Ended() string { return m.last.Ended() }
