//go:build faults && linux

package machine

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// diskSize is in bytes, of which those never written take no room. XFS is not
// made any smaller.
const diskSize = 1 << 30

// Disk is a filesystem in a file, mounted while [Machine] has power.
type Disk struct {
	kind    string
	image   *os.File // has no name any more, so nothing is left of it
	dir     string
	mounted bool
}

// NewDisk makes a filesystem of a kind that there is a mkfs for, "ext4" or
// "xfs", and mounts it.
func NewDisk(t testing.TB, kind string) *Disk {
	t.Helper()
	d := &Disk{kind: kind, dir: filepath.Join(t.TempDir(), "disk")}
	must(t, os.Mkdir(d.dir, 0o700))
	image, err := os.CreateTemp(t.TempDir(), "")
	must(t, err)
	t.Cleanup(func() { _ = image.Close() })
	must(t, os.Remove(image.Name()))
	must(t, image.Truncate(diskSize))
	d.image = image
	d.format(t)
	d.mount(t)
	t.Cleanup(func() { d.unmount(t) })
	return d
}

func (d *Disk) format(t testing.TB) {
	t.Helper()
	loop := attach(t, d.image)
	defer func() { _ = loop.Close() }()
	run(t, "mkfs."+d.kind, "-q", loop.Name())
}

// mount takes a new loop device each time: what the old one has in its cache
// was lost with the power.
func (d *Disk) mount(t testing.TB) {
	t.Helper()
	if d.mounted {
		return
	}
	loop := attach(t, d.image)
	defer func() { _ = loop.Close() }()
	must(t, unix.Mount(loop.Name(), d.dir, d.kind, 0, ""))
	d.mounted = true
}

func (d *Disk) unmount(t testing.TB) {
	t.Helper()
	if d.mounted {
		must(t, unix.Unmount(d.dir, 0))
		d.mounted = false
	}
}

// flush syncs everything.
func (d *Disk) flush(t testing.TB) {
	t.Helper()
	root, err := os.Open(d.dir)
	must(t, err)
	defer func() { _ = root.Close() }()
	must(t, unix.Syncfs(int(root.Fd())))
}

// die loses what was not synced, and refuses everything until it is mounted
// again. Nobody may be writing: ext4 may call a sync a success that is under
// way at that moment, and lose it.
func (d *Disk) die(t testing.TB) {
	t.Helper()
	const (
		shutdown   = 0x8004587d // FS_IOC_SHUTDOWN, the same of ext4 and xfs
		noLogFlush = 2
	)
	root, err := os.Open(d.dir)
	must(t, err)
	defer func() { _ = root.Close() }()
	must(t, unix.IoctlSetPointerInt(int(root.Fd()), shutdown, noLogFlush))
}
