package signals

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// ErrInterrupted is the end of a stop that somebody would not wait for.
var ErrInterrupted = errors.New("interrupted before it had stopped")

// patience is how long after the first stop another means impatience. Before that it is
// the same one: who stops a process often signals it and its group, or it and its parent.
const patience = time.Second

// hangupSettles is how long after SIGHUP a terminal may go: a shell passes the signal on
// first, and takes the terminal with it when it ends.
const hangupSettles = time.Second

// Until runs f with a context that the first SIGINT or SIGTERM cancels, or
// SIGHUP when its terminal has gone. At another SIGHUP it calls reload. At a second stop,
// not at once after the first, it returns whatever f is doing. The signals stay
// taken: one that is left of a pair must not end a process that has stopped in order.
func Until(ctx context.Context, reload func(), f func(context.Context) error) error {
	stops, hangups := make(chan os.Signal, 2), make(chan os.Signal, 1)
	tty := newTerminalWatch()
	signal.Notify(stops, ends...)
	signal.Notify(hangups, syscall.SIGHUP)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	done := make(chan error, 1)
	go func() { done <- f(ctx) }()
	var settled <-chan time.Time
	for {
		select {
		case err := <-done:
			return err
		case <-stops:
			return stopped(cancel, done, stops)
		case <-hangups:
			if !tty.gone() {
				reload()
			}
			settled = time.After(hangupSettles)
		case <-settled:
			settled = nil
		}
		if tty.gone() {
			return stopped(cancel, done, stops)
		}
	}
}

// stopped cancels, and waits until it is done, or somebody stops it again.
func stopped(cancel func(), done <-chan error, stops <-chan os.Signal) error {
	cancel()
	began := time.Now()
	for {
		select {
		case err := <-done:
			return err
		case <-stops:
			if time.Since(began) > patience {
				return ErrInterrupted
			}
		}
	}
}

// terminalWatch tells whether the terminal that a process was started in has gone: closed,
// or the line to it is cut. One without a terminal, a service for instance, has none
// to lose, and one that was told to outlive it (nohup) does.
type terminalWatch struct{ had bool }

func newTerminalWatch() terminalWatch {
	return terminalWatch{had: !outlives() && hasTerminal()}
}

func (w terminalWatch) gone() bool { return w.had && !hasTerminal() }

// hasTerminal tells whether the process has a controlling terminal. Windows has no such
// file, and sends SIGTERM when a console is closed.
func hasTerminal() bool {
	f, err := os.Open("/dev/tty")
	if err == nil {
		_ = f.Close()
	}
	return err == nil
}
