//go:build unix

package terminal

import (
	"os"

	"golang.org/x/sys/unix"
)

// closedAtStart tells whether stdout was closed when the program began. The Go runtime
// opens /dev/null in its place then, for reading and writing, before anything else is
// opened. Some parents that want no output give a program just such a one; these
// give it for standard error, too, or the last sentence could still be read there.
// Nothing tells the two apart where they do not: then it counts as closed, for a list that
// is lost is worse than a wrong alarm, and the sentence names both.
func closedAtStart(stdout *os.File) bool {
	return isWritableNull(stdout) && !isWritableNull(os.Stderr)
}

// isWritableNull tells whether f is the null device, and may be read as well.
func isWritableNull(f *os.File) bool {
	flags, err := unix.FcntlInt(f.Fd(), unix.F_GETFL, 0)
	if err != nil || flags&unix.O_ACCMODE != unix.O_RDWR {
		return false
	}
	null, err1 := os.Stat(os.DevNull)
	info, err2 := f.Stat()
	return err1 == nil && err2 == nil && os.SameFile(null, info)
}
