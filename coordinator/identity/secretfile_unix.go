//go:build unix

package identity

import (
	"io/fs"
	"os"
	"syscall"
)

// exposed tells whether others can read a file. One that is root's, as a mounted
// secret is, may be readable for the group that lets this process read it.
func exposed(info fs.FileInfo) bool {
	others := fs.FileMode(0o077)
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Uid == 0 && os.Geteuid() != 0 {
		others = 0o037
	}
	return info.Mode().Perm()&others != 0
}
