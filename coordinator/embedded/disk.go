package embedded

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

const (
	// probeFile is written, synced and removed to see whether the disk has room.
	probeFile = "chamada.probe"
	// probeSize is several of the largest records, in bytes: with less, the
	// store would be full again at once.
	probeSize = 8 << 20
)

// probe writes to the disk as the store does, and leaves nothing.
func probe(dir string) error {
	name := filepath.Join(dir, probeFile)
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, rand.Reader, probeSize) // zeros may take no room
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close(), os.Remove(name))
}

// lacksSpace tells whether there is no room, or none left for this user.
func lacksSpace(err error) bool {
	return slices.ContainsFunc(noSpace, func(e error) bool { return errors.Is(err, e) })
}

// diskFailed tells whether what was written may not be on the disk, whatever
// can be read back. A sync that fails for want of space is such a failure too.
func diskFailed(err error) bool {
	op, ok := errors.AsType[*fs.PathError](err)
	if ok && op.Op == "sync" || errors.Is(err, syscall.EIO) || errors.Is(err, syscall.EROFS) {
		return true
	}
	return ok && op.Op == "write" && !lacksSpace(err)
}

// FreeSpace is how many bytes this process may still write to the disk of a directory.
func FreeSpace(dir string) (uint64, error) { return freeSpace(dir) }
