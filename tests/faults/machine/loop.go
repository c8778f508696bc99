//go:build faults && linux

package machine

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// attach gives a block device that is the file. It lasts until nobody has it
// open or mounted.
func attach(t testing.TB, image *os.File) (loop *os.File) {
	t.Helper()
	control, err := os.Open("/dev/loop-control")
	must(t, err)
	defer func() { _ = control.Close() }()
	for {
		loop, err := configure(int(control.Fd()), image)
		if errors.Is(err, unix.EBUSY) { // somebody else took it
			continue
		}
		must(t, err)
		return loop
	}
}

func configure(control int, image *os.File) (loop *os.File, err error) {
	n, err := unix.IoctlRetInt(control, unix.LOOP_CTL_GET_FREE)
	if err != nil {
		return nil, err
	}
	loop, err = os.OpenFile(fmt.Sprintf("/dev/loop%d", n), os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	err = unix.IoctlLoopConfigure(int(loop.Fd()), &unix.LoopConfig{
		Fd: uint32(image.Fd()), Info: unix.LoopInfo64{Flags: unix.LO_FLAGS_AUTOCLEAR},
	})
	if err != nil {
		_ = loop.Close()
		return nil, err
	}
	return loop, nil
}
