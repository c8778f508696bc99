//go:build !windows

package kill

import (
	"context"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/process"
)

// patience is how long a process may take to do what it must.
const patience = 30 * time.Second

// program is the chamada under test.
var program string

func TestMain(m *testing.M) { os.Exit(faults.Main(m, &program)) }

// server is a process that serves, with a client's connection to it.
type server struct {
	*process.Process
	nc   *nats.Conn
	gone context.Context // done when the connection is lost

	sending sync.RWMutex // held for reading while a request is being sent
	ending  bool         // it was asked to end; guarded by sending
}

// serve starts a process and connects to it when it serves.
func serve(t *testing.T, data string) *server {
	t.Helper()
	s :=
		&server{
			Process: process.Start(t, program, "serve", "--data", data, "--listen", "127.0.0.1:0")}
	at, err := s.AwaitServing()
	if err != nil {
		t.Fatal(err)
	}
	s.connect(t, at.Client)
	return s
}

// connect connects once.
func (s *server) connect(t *testing.T, url string) {
	t.Helper()
	gone, lost := context.WithCancel(context.Background())
	var err error
	s.gone = gone
	s.nc, err = nats.Connect(url, nats.ReconnectBufSize(-1), nats.ReconnectWait(time.Hour),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { lost() }),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.nc.Close)
}

// kill ends it as a crash does. It must not have ended by itself.
func (s *server) kill(t *testing.T) {
	t.Helper()
	s.Kill()
	if how := s.Ended(); how != "signal: killed" {
		t.Fatalf("it had ended before it was killed: %s", how)
	}
}

// askToEnd sends SIGTERM at a moment when all requests that were sent have
// reached the server.
func (s *server) askToEnd(t *testing.T) {
	t.Helper()
	s.sending.Lock()
	defer s.sending.Unlock()
	s.ending = true
	if err := s.nc.Flush(); err != nil {
		t.Fatal(err)
	}
	s.Signal(syscall.SIGTERM)
}

// terminate asks it to end, and gives how it did.
func (s *server) terminate(t *testing.T) error {
	t.Helper()
	s.askToEnd(t)
	return s.AwaitEnd(patience)
}
