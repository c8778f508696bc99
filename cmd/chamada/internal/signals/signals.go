// Package signals is the one place where the program says what signals mean to it.
//
// SIGINT and SIGTERM end every command in order; a second one ends it at once. A server
// takes them itself, see [Until], and reads its certificates again at SIGHUP. What must
// not be cut off between two steps takes SIGHUP as well, see [Finishing]. Ctrl-Z and the
// size of the screen are the terminal's own affair.
package signals

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// ends are the signals that end a command.
var ends = []os.Signal{os.Interrupt, syscall.SIGTERM}

// outlives tells whether the program was told to outlive its terminal, as by nohup.
func outlives() bool { return signal.Ignored(syscall.SIGHUP) }

// Context is over at the first signal that ends the program. The second ends what the first
// could not. From then on a reader that has died is an error of the write, as a full
// disk is, and no signal that ends the process.
func Context() context.Context {
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	context.AfterFunc(ctx, stop)
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	return ctx
}

// Finishing is for what has to write down what it has done before it ends: a closed window,
// which sends SIGHUP beside others, ends ctx as well, and nothing ends the process until
// release is called.
func Finishing(ctx context.Context) (finishing context.Context, release func()) {
	taken := ends
	if !outlives() {
		taken = append([]os.Signal{syscall.SIGHUP}, ends...)
	}
	return signal.NotifyContext(ctx, taken...)
}

// LeaveInterruptToParent is for a process whose parent still has something to do when
// somebody interrupts both at the terminal.
func LeaveInterruptToParent() { signal.Ignore(os.Interrupt) }
