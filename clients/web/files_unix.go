//go:build unix

package web

import (
	"math"
	"syscall"
)

// openFiles is how many files the process may open.
func openFiles() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return maxConnections
	}
	return int(min(uint64(limit.Cur), math.MaxInt32)) // signed on some systems
}
