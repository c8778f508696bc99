//go:build !windows

package terminal

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// standsWithin is how long after the signal the program may still run, at most. One
// that still runs then is not stopped at all: nobody could continue it.
const standsWithin = 200 * time.Millisecond

// suspend stops the program as Ctrl-Z does elsewhere, with all that its shell started
// with it, and comes back when it is continued. Until it stands still it leaves the
// terminal alone: the shell wants it as it was.
func (e *editor) suspend() {
	if signal.Ignored(syscall.SIGTSTP) {
		return
	}
	select {
	case <-e.continued: // an earlier time
	default:
	}
	e.cook()
	_ = syscall.Kill(0, syscall.SIGTSTP)
	select {
	case <-e.continued: // watch has taken the terminal again
	case <-time.After(standsWithin):
		e.resume()
	}
}

// watch takes the terminal again when somebody else has stopped and continued the
// program, and follows its width.
func (e *editor) watch() (unwatch func()) {
	signals, done := make(chan os.Signal, 2), make(chan struct{})
	signal.Notify(signals, syscall.SIGCONT, syscall.SIGWINCH)
	go func() {
		defer close(done)
		for s := range signals {
			if s == syscall.SIGCONT {
				e.resume()
				e.tellContinued()
			}
			e.resize()
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
		<-done
	}
}

func (e *editor) tellContinued() {
	select {
	case e.continued <- struct{}{}:
	default: // nobody has waited for the last
	}
}
