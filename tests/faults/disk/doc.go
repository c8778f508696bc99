// Package disk has no code, only tests: real processes of chamada on a disk
// that is full, fails to sync, or dies.
//
// They mount filesystems of their own, so they need Linux, root, mkfs.ext4
// and strace, and fail without; they run only when asked to:
//
//	go test -tags faults -count 1 ./tests/faults/disk
package disk
