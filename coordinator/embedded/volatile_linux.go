package embedded

import "golang.org/x/sys/unix"

// Volatile names the file system of a directory when that is one that goes with the
// memory of the machine, or with a container; otherwise it is empty.
func Volatile(dir string) string {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return ""
	}
	switch int64(s.Type) {
	case unix.TMPFS_MAGIC:
		return "tmpfs"
	case unix.RAMFS_MAGIC:
		return "ramfs"
	case unix.OVERLAYFS_SUPER_MAGIC:
		return "overlay"
	default:
		return ""
	}
}
