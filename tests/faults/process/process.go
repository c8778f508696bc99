// Package process runs the program as processes of their own, for tests that
// kill and stop them. It does not know what they are asked to do.
package process

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// startLimit is longer than a node takes to recover, elections included.
const startLimit = time.Minute

// Process is one run of "chamada serve". One goroutine uses it, but for what
// it says.
type Process struct {
	Said natstest.Log // on standard error, so far

	t    testing.TB
	cmd  *exec.Cmd
	over chan struct{} // closed when it has ended and all it said is there
}

// URLs are where a process serves.
type URLs struct {
	Client string
	HTTP   string // empty when it is off
}

// Start runs a program until the test ends. What it said is shown when the test
// fails.
func Start(t testing.TB, program string, args ...string) *Process {
	t.Helper()
	p := &Process{t: t, cmd: exec.Command(program, args...), over: make(chan struct{})}
	p.cmd.Stderr = &p.Said
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.over)
		_ = p.cmd.Wait() // whoever expects it to end knows why
	}()
	t.Cleanup(func() {
		p.Kill()
		if t.Failed() {
			t.Logf("%v said:\n%s", p.cmd.Args, p.Said.String())
		}
	})
	return p
}

var listening = regexp.MustCompile(
	`listening on (nats://\S+?)(?:, health and metrics on (http://\S+?))?(?:, page on \S+)?\n`)

// AwaitServing waits for the line that says it is ready. An error says that it
// has ended, or takes longer than any recovery should.
func (p *Process) AwaitServing() (URLs, error) {
	late := time.After(startLimit)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		if line := listening.FindStringSubmatch(p.Said.String()); line != nil {
			return URLs{line[1], line[2]}, nil
		}
		select {
		case <-again.C:
		case <-p.over:
			return URLs{}, fmt.Errorf("%v has ended: %s", p.cmd.Args, p.cmd.ProcessState)
		case <-late:
			return URLs{}, fmt.Errorf("%v does not serve after %v", p.cmd.Args, startLimit)
		}
	}
}

// Kill ends it as a crash does. It may have ended by itself.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.over
}

// Signal sends a signal, which nobody hears when it has ended.
func (p *Process) Signal(s os.Signal) { _ = p.cmd.Process.Signal(s) }

// Terminate asks it to end, and waits as [Process.AwaitEnd] does.
func (p *Process) Terminate(within time.Duration) error {
	p.Signal(syscall.SIGTERM)
	return p.AwaitEnd(within)
}

// AwaitEnd waits until it has ended. The error tells how, when not with status
// 0, or that it took longer; then it has to say what its goroutines wait for, and ends.
func (p *Process) AwaitEnd(within time.Duration) error {
	select {
	case <-p.over:
	case <-time.After(within):
		p.Signal(syscall.SIGQUIT)
		select {
		case <-p.over:
		case <-time.After(within):
			p.Kill()
		}
		return fmt.Errorf("it did not end within %v", within)
	}
	if state := p.cmd.ProcessState; !state.Success() {
		return errors.New("it ended with " + state.String())
	}
	return nil
}

// Ended is how it ended, which it has.
func (p *Process) Ended() string {
	<-p.over
	return p.cmd.ProcessState.String()
}

// PID is its number.
func (p *Process) PID() int { return p.cmd.Process.Pid }
