package embedded

import (
	"errors"
	"net"
	"strconv"
	"strings"
	"syscall"
)

// ParseListen splits HOST:PORT. The host may be empty, the port 0 to 65535.
// The error is an [*Error] with code [ListenInvalid].
func ParseListen(addr string) (host string, port int, err error) {
	host, p, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, &Error{Code: ListenInvalid, Subject: addr, Err: err}
	}
	n, err := strconv.ParseUint(p, 10, 16)
	if err != nil {
		return "", 0, &Error{Code: ListenInvalid, Subject: addr, Err: err}
	}
	return host, int(n), nil
}

// Loopback tells whether only this machine reaches a listener on host. An
// empty host and the unspecified addresses are every interface, so they are
// not; a name is only when it is localhost or below it (RFC 6761), because
// what another name resolves to may change.
func Loopback(host string) bool {
	if ip := net.ParseIP(strings.Trim(host, "[]")); ip != nil {
		return ip.IsLoopback()
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// ListenError explains why net.Listen failed. It is nil when err is not of a
// listener.
func ListenError(err error) *Error {
	op, ok := errors.AsType[*net.OpError](err)
	if !ok || op.Op != "listen" {
		return nil
	}
	e := &Error{Code: ListenFailed, Err: op.Err}
	if op.Addr != nil {
		e.Subject = op.Addr.String()
	}
	if inUse(err) {
		e.Code = ListenInUse
	}
	return e
}

// wsaAddrInUse is what Windows says; its syscall package has no name for it,
// and no other system has an error of this number.
const wsaAddrInUse = syscall.Errno(10048)

func inUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddrInUse)
}
