//go:build faults && linux

package machine

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// startLimit is longer than a node takes to recover, elections included.
	startLimit = time.Minute
	// stopLimit is longer than a sync that is under way takes to return.
	stopLimit = time.Minute
	poll      = 10 * time.Millisecond
)

// process is one run of a program.
type process struct {
	cmd  *exec.Cmd
	said saying
	over chan struct{} // closed when it has ended and all it said is there
}

func launch(t testing.TB, program string, args []string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(program, args...), over: make(chan struct{})}
	p.cmd.Stderr = &p.said
	must(t, p.cmd.Start())
	go func() {
		defer close(p.over)
		_ = p.cmd.Wait() // whoever expects it to end knows why
	}()
	return p
}

// awaitServing waits for the line that says it is ready.
func (p *process) awaitServing() error {
	again := time.NewTicker(poll)
	defer again.Stop()
	late := time.After(startLimit)
	for !strings.Contains(p.said.text(), "listening on") {
		select {
		case <-again.C:
		case <-p.over:
			return fmt.Errorf("%v has ended: %v", p.cmd.Args, p.cmd.ProcessState)
		case <-late:
			return fmt.Errorf("%v does not serve after %v", p.cmd.Args, startLimit)
		}
	}
	return nil
}

func (p *process) stop() { _ = p.cmd.Process.Signal(unix.SIGSTOP) }

// awaitStopped returns when none of its threads runs any more, in the kernel
// either.
func (p *process) awaitStopped(t testing.TB) {
	t.Helper()
	eventually(t, stopLimit, func() error {
		stats, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", p.cmd.Process.Pid))
		for _, name := range stats {
			stat, _ := os.ReadFile(name) // a thread may end meanwhile
			if len(stat) > 0 && !bytes.Contains(stat, []byte(") T ")) {
				return fmt.Errorf("a thread still runs: %s", stat)
			}
		}
		return err
	})
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.over
}

// saying is what a process says, to be read while it says it.
type saying struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *saying) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(b)
}

func (s *saying) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}
