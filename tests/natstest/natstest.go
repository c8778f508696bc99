// Package natstest has what tests on a real NATS server share: the server, a
// connection and what breaks it, free addresses, the wait for a condition,
// a page over HTTP, and a log that is read while it is written. Nothing of the program imports it.
package natstest

import (
	"context"
	"math/rand/v2"
	"net"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/faults"
)

// Start runs a server, with its data in dir, until the test ends. It listens
// on a port of its own.
func Start(t testing.TB, dir string) *embedded.Server {
	t.Helper()
	s, err := embedded.Start(context.Background(), embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Shutdown() })
	return s
}

// Dial makes a connection that never gives up once it was made, and is back as
// soon as its server is.
func Dial(url string, opts ...nats.Option) (*nats.Conn, error) {
	return nats.Connect(url, append(opts,
		nats.MaxReconnects(-1), nats.ReconnectWait(10*time.Millisecond), nats.ReconnectJitter(0, 0),
		// nats.go's own prints
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))...)
}

// Connect dials, and closes the connection when the test ends.
func Connect(t testing.TB, url string) *nats.Conn {
	t.Helper()
	nc, err := Dial(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// Proxy stands before the server at url until the test ends.
func Proxy(t testing.TB, url string) *faults.Proxy {
	t.Helper()
	p, err := faults.NewProxy(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// Ports below those that systems give to whoever asks for any port, be it a listener
// or the near end of a connection: one of these could be taken before it is used.
const firstPort, ports = 20_000, 12_000

// The ports are gone through from any of them on, so that programs that run at the
// same time begin elsewhere, and none gets one twice.
var (
	fromPort = rand.IntN(ports)
	asked    atomic.Int64
)

// FreeAddrs are n addresses of ports on the loopback that nobody listens on.
// The nodes of a cluster have to know each other's before they start.
func FreeAddrs(t testing.TB, n int) []string {
	t.Helper()
	addrs := make([]string, 0, n)
	for tries := 0; len(addrs) < n; tries++ {
		port := firstPort + (fromPort+int(asked.Add(1)))%ports
		addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		l, err := net.Listen("tcp", addr)
		if err != nil && tries > ports {
			t.Fatal(err)
		}
		if err == nil {
			_ = l.Close()
			addrs = append(addrs, addr)
		}
	}
	return addrs
}
