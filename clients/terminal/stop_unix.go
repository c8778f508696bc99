//go:build !windows && !linux

package terminal

import "syscall"

// stop stops the job that the program is part of. Should it come back a little before
// it stands still, the signal that continues it has the terminal taken again.
func stop() { _ = syscall.Kill(0, syscall.SIGTSTP) }
