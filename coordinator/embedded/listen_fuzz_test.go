package embedded_test

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
)

// FuzzListen reads addresses as an operator may type them. What is taken for the
// loopback, where nobody needs a login, is no other.
func FuzzListen(f *testing.F) {
	for _, addr := range []string{
		"127.0.0.1:4222", "[::1]:0", ":4222", "0.0.0.0:1", "[::]:1", "localhost:65535",
		"LOCALHOST.:1", "a.localhost:1",
		"127.0.0.1.evil.example:1", "[::ffff:127.0.0.1]:1", "[fe80::1%lo]:1", "localhost.evil:1",
		"evillocalhost:1", "2130706433:1", "x:65536", "x:-1", "x:+1", "[[::1]]:1",
	} {
		f.Add(addr)
	}
	f.Fuzz(func(t *testing.T, addr string) {
		host, port, err := embedded.ParseListen(addr)
		if err != nil {
			return
		}
		if h, p, err := net.SplitHostPort(net.JoinHostPort(host, strconv.Itoa(port))); err != nil ||
			h != host || p != strconv.Itoa(port) || port < 0 || port > 65535 {
			t.Fatalf("%q is %q and %d: %v", addr, host, port, err)
		}
		if !embedded.Loopback(host) {
			return
		}
		bare := strings.Trim(host, "[]")
		if ip, err := netip.ParseAddr(bare); err == nil && !ip.Unmap().IsLoopback() {
			t.Fatalf("%q is taken for the loopback", addr)
		} else if labels := strings.Split(strings.TrimSuffix(host, "."), "."); err != nil &&
			!strings.EqualFold(labels[len(labels)-1], "localhost") {
			t.Fatalf("%q is taken for the loopback", addr)
		}
	})
}
