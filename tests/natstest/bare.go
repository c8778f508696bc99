package natstest

import (
	"testing"

	"github.com/nats-io/nats-server/v2/server"
)

// Serve runs a server with options that the embedded one does not have, such
// as logins, on the loopback until the test ends. A port of -1 is any free one.
func Serve(t testing.TB, opts *server.Options) *server.Server {
	t.Helper()
	opts.Host, opts.NoLog, opts.NoSigs = "127.0.0.1", true, true
	s, err := server.NewServer(opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(Patience) {
		t.Fatal("the server is not ready")
	}
	return s
}
