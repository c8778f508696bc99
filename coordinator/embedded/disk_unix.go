//go:build unix

package embedded

import (
	"syscall"

	"golang.org/x/sys/unix"
)

var noSpace = []error{syscall.ENOSPC, syscall.EDQUOT}

// freeSpace is how many bytes this process may still write.
func freeSpace(dir string) (uint64, error) {
	var s unix.Statfs_t
	err := unix.Statfs(dir, &s)
	return uint64(s.Bavail) * uint64(s.Bsize), err
}
