//go:build !windows

package kill

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/faults"
)

// patience is how long a process may take to do what it must.
const patience = 30 * time.Second

// program is the chamada under test.
var program string

func TestMain(m *testing.M) {
	os.Exit(faults.WithProgram(func(path string) int {
		program = path
		return m.Run()
	}))
}

// process is a running "chamada serve".
type process struct {
	cmd  *exec.Cmd
	said saying
	over chan error
	nc   *nats.Conn      // a client's connection
	gone context.Context // done when that is lost

	sending sync.RWMutex // held for reading while a request is being sent
	ending  bool         // it was asked to end; guarded by sending
}

var listening = regexp.MustCompile(`listening on (nats://[^\s,]+)`)

// serve starts a process and connects to it when it serves.
func serve(t *testing.T, data string) *process {
	t.Helper()
	p := &process{over: make(chan error, 1)}
	p.cmd = exec.Command(program, "serve", "--data", data, "--listen", "127.0.0.1:0")
	p.cmd.Stderr = &p.said
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.over <- p.cmd.Wait() }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill() }) // it may be over
	eventually(t, "it listens", func() bool { return listening.Match(p.said.bytes()) })
	p.connect(t, string(listening.FindSubmatch(p.said.bytes())[1]))
	return p
}

// connect connects once.
func (p *process) connect(t *testing.T, url string) {
	t.Helper()
	gone, lost := context.WithCancel(context.Background())
	var err error
	p.gone = gone
	p.nc, err = nats.Connect(url, nats.ReconnectBufSize(-1), nats.ReconnectWait(time.Hour),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { lost() }),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.nc.Close)
}

// kill ends it as a crash does.
func (p *process) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.over // says that it was killed
}

// askToEnd sends SIGTERM at a moment when all requests that were sent have
// reached the server.
func (p *process) askToEnd(t *testing.T) {
	t.Helper()
	p.sending.Lock()
	defer p.sending.Unlock()
	p.ending = true
	err := p.nc.Flush()
	if err == nil {
		err = p.cmd.Process.Signal(syscall.SIGTERM)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// terminate asks it to end, and gives how it did.
func (p *process) terminate(t *testing.T) error {
	t.Helper()
	p.askToEnd(t)
	select {
	case err := <-p.over:
		return err
	case <-time.After(patience):
		return fmt.Errorf("it has not ended after %v", patience)
	}
}

// saying is what a process says, to be read while it says it.
type saying struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *saying) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(b)
}

func (s *saying) bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.buf.Bytes())
}

// eventually waits until it is true.
func eventually(t *testing.T, what string, isTrue func() bool) {
	t.Helper()
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	late := time.After(patience)
	for !isTrue() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("it never came about that %s", what)
		}
	}
}
