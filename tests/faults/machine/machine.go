//go:build faults && linux

package machine

import (
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/tests/faults/process"
)

// Machine runs one process of "chamada serve" on one disk. It is off until
// [Machine.Start]. One goroutine uses it.
type Machine struct {
	t       testing.TB
	disk    *Disk
	program string
	args    []string
	process *process.Process // nil: off
	last    *process.Process // that ran before it was turned off
}

// New has the data of the process on disk; args are what "serve" gets besides.
func New(t testing.TB, disk *Disk, program string, args ...string) *Machine {
	m := &Machine{t: t, disk: disk, program: program}
	m.args = append([]string{"serve", "--data", filepath.Join(disk.dir, "data")}, args...)
	return m
}

// Install has it run another program from its next start on.
func (m *Machine) Install(program string) { m.program = program }

// Start turns it on; it need not serve yet.
func (m *Machine) Start() {
	m.t.Helper()
	m.disk.mount(m.t)
	m.process = process.Start(m.t, m.program, m.args...)
}

// AwaitServing returns when it is ready to serve. An error says that it has
// ended, or takes longer than any recovery should.
func (m *Machine) AwaitServing() error {
	_, err := m.process.AwaitServing()
	return err
}

// Kill ends the process as a crash does: the disk keeps what was written. When
// it is off it stays so.
func (m *Machine) Kill() {
	m.t.Helper()
	if m.process == nil {
		return
	}
	m.process.Kill()
	m.last, m.process = m.process, nil
}

// Flush puts on the disk what was written so far, as the system does by itself
// within half a minute.
func (m *Machine) Flush() {
	m.t.Helper()
	m.disk.flush(m.t)
}

// LosePower takes the power from all the machines in one moment: they are
// off, and what was not synced is lost.
func LosePower(machines ...*Machine) {
	for _, m := range machines {
		m.t.Helper()
		m.process.Stop()
	}
	for _, m := range machines {
		m.process.AwaitStopped()
	}
	for _, m := range machines {
		m.disk.die(m.t)
	}
	for _, m := range machines {
		m.Kill()
		m.disk.unmount(m.t)
	}
}
