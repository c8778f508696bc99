//go:build faults && linux

package disk_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// filesystem is an ext4 in a file, mounted.
type filesystem struct {
	image, dir string
}

// newFilesystem makes one of so many MiB.
func newFilesystem(t *testing.T, mib int64) *filesystem {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("only root may mount a filesystem")
	}
	base := t.TempDir()
	fs := &filesystem{filepath.Join(base, "image"), filepath.Join(base, "disk")}
	if err := errors.Join(os.WriteFile(fs.image, nil, 0o600), os.Truncate(fs.image, mib<<20),
		os.Mkdir(fs.dir, 0o700)); err != nil {
		t.Fatal(err)
	}
	run(t, "mkfs.ext4", "-q", "-m", "0", fs.image)
	fs.mount(t)
	t.Cleanup(func() { fs.unmount(t) })
	return fs
}

func (fs *filesystem) mount(t *testing.T) {
	t.Helper()
	run(t, "mount", "-o", "loop", fs.image, fs.dir)
}

func (fs *filesystem) unmount(t *testing.T) {
	t.Helper()
	run(t, "umount", fs.dir)
}

// remount revives one that died, as a copy of what is on the disk: whoever
// cloned the mounts of this machine meanwhile holds on to the dead one, and
// mounting the same image again would give that.
func (fs *filesystem) remount(t *testing.T) {
	t.Helper()
	fs.unmount(t)
	was := fs.image
	fs.image += "-copy"
	run(t, "cp", "--sparse=always", was, fs.image)
	fs.mount(t)
}

// data is where the server keeps its own.
func (fs *filesystem) data() string { return filepath.Join(fs.dir, "data") }

// write makes a file of so many MiB, or with all the room there is when that
// is less. Removing it makes room again.
func (fs *filesystem) write(t *testing.T, mib int) (name string) {
	t.Helper()
	f, err := os.CreateTemp(fs.dir, "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	block := make([]byte, 1<<20)
	for range mib {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return f.Name()
}

// die makes every write and sync fail from now on, as when a disk is pulled;
// what had not been synced is lost. The process stands still meanwhile: ext4
// may call a sync a success that is under way at that moment, and lose it.
func (fs *filesystem) die(t *testing.T, p *server) {
	t.Helper()
	p.Stop()
	p.AwaitStopped()
	defer p.Resume()
	const (
		shutdown   = 0x8004587d // EXT4_IOC_SHUTDOWN
		noLogFlush = 2
	)
	d, err := os.Open(fs.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if err := unix.IoctlSetPointerInt(int(d.Fd()), shutdown, noLogFlush); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
