//go:build linux

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"
)

// machine is a network of its own, with one cable. What it runs starts from one thread, which
// is in that network.
type machine struct {
	name, address string
	mac           net.HardwareAddr
	cable         *os.File // frames, each behind the header of [newCable]
	todo          chan func()
}

func newMachines(n int) (all []*machine, err error) {
	for i := range n {
		m, err := newMachine(i)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

func newMachine(i int) (*machine, error) {
	m := &machine{name: fmt.Sprintf("m%d", i+1), address: fmt.Sprintf("10.0.0.%d", i+1),
		mac: net.HardwareAddr{2, 0, 0, 0, 0, byte(i + 1)}, todo: make(chan func())}
	ready := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: nothing else may run in this network
		ready <- m.furnish()
		for do := range m.todo {
			do()
		}
	}()
	return m, <-ready
}

func (m *machine) furnish() (err error) {
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("a network of its own: %w", err)
	}
	if m.cable, err = newCable("cable"); err != nil {
		return err
	}
	for _, command := range []string{"ip link set lo up",
		"ip link set cable address " + m.mac.String(), "ip addr add " + m.address + "/24 dev cable",
		"ip link set cable up"} {
		words := strings.Fields(command)
		if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", command, err, out)
		}
	}
	return nil
}

// newCable is a network device whose frames are read and written here. Before each is a
// virtio_net_hdr, so that segments of up to 64 KiB pass in one piece, as in a real card.
func newCable(name string) (*os.File, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	ifr, err := unix.NewIfreq(name)
	if err != nil {
		return nil, err
	}
	ifr.SetUint16(unix.IFF_TAP | unix.IFF_NO_PI | unix.IFF_VNET_HDR)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, ifr); err != nil {
		return nil, fmt.Errorf("a device of /dev/net/tun: %w", err)
	}
	const checksum, tso4, tso6 = 1, 2, 4
	if err := unix.IoctlSetInt(fd, unix.TUNSETOFFLOAD, checksum|tso4|tso6); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), name), nil
}

// run has the machine's thread do something.
func (m *machine) run(do func() error) error {
	done := make(chan error)
	m.todo <- func() { done <- do() }
	return <-done
}

// destination of a frame that was read.
func destination(frame []byte) net.HardwareAddr {
	return frame[headerSize : headerSize+6]
}

// headerSize is that of a virtio_net_hdr.
const headerSize = 10
