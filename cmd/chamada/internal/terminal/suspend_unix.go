//go:build !windows

package terminal

import (
	"os"
	"os/signal"
	"syscall"
)

// suspend stops the program as Ctrl-Z does elsewhere, with all that its shell started
// with it, and comes back when it is continued. Where nobody could continue it the
// system does not stop it either.
func (e *editor) suspend() {
	if signal.Ignored(syscall.SIGTSTP) {
		return
	}
	e.cook()
	// Should this come back a little before all stands still, watch takes the terminal again.
	_ = syscall.Kill(0, syscall.SIGTSTP)
	e.resume()
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
