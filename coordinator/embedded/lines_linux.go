package embedded

import (
	"net/netip"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// linesTo looks through what the process has open: the server gives no connection away.
// It only reads, so that one which is closed meanwhile, and its number used again, does no
// harm.
func linesTo(port uint16) map[netip.AddrPort]Line {
	dir, err := os.Open("/proc/self/fd")
	if err != nil {
		return nil
	}
	defer func() { _ = dir.Close() }()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return nil
	}
	lines := make(map[netip.AddrPort]Line, len(names))
	for _, name := range names {
		fd, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if peer, l, ok := lineOf(fd, port); ok {
			lines[peer] = l
		}
	}
	return lines
}

// lineOf is what came over a connection to a port, if it is one.
func lineOf(fd int, port uint16) (peer netip.AddrPort, l Line, ok bool) {
	local, err := unix.Getsockname(fd)
	if err != nil || address(local).Port() != port {
		return peer, l, false
	}
	remote, err := unix.Getpeername(fd)
	if err != nil {
		return peer, l, false
	}
	info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	if err != nil {
		return peer, l, false
	}
	waiting, err := unix.IoctlGetInt(fd, unix.SIOCINQ)
	if err != nil {
		return peer, l, false
	}
	read := info.Bytes_received - min(info.Bytes_received, uint64(waiting))
	return address(remote), Line{read, uint64(info.Data_segs_in)}, true
}

// address is zero for what is none of the internet's.
func address(a unix.Sockaddr) netip.AddrPort {
	switch a := a.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(a.Addr), uint16(a.Port))
	case *unix.SockaddrInet6:
		return netip.AddrPortFrom(netip.AddrFrom16(a.Addr).Unmap(), uint16(a.Port))
	default:
		return netip.AddrPort{}
	}
}
