//go:build faults && linux

package overload_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

// program is the chamada under test.
var program string

func TestMain(m *testing.M) { os.Exit(faults.Main(m, &program)) }

// server is a process of "chamada serve", and a well-behaved client of it.
type server struct {
	*process.Process
	process.URLs
	nc *nats.Conn
}

func serve(t *testing.T) *server {
	t.Helper()
	s := &server{Process: process.Start(t, program, "serve", "--log-level", "warn",
		"--data", t.TempDir(), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0")}
	var err error
	if s.URLs, err = s.AwaitServing(); err != nil {
		t.Fatal(err)
	}
	s.nc = natstest.Connect(t, s.Client)
	return s
}

// metric is a figure of /metrics.
func (s *server) metric(t *testing.T, name string) int {
	t.Helper()
	_, page := natstest.Get(t, s.HTTP+"/metrics")
	line := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(page)
	if line == nil {
		t.Fatalf("there is no %s", name)
	}
	value, err := strconv.ParseFloat(line[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(value)
}

var peak = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakMemory is the most that was resident so far, in bytes.
func (s *server) peakMemory(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.PID()))
	if err != nil {
		t.Fatal(err)
	}
	kB := peak.FindSubmatch(status)
	if kB == nil {
		t.Fatalf("no peak in %s", status)
	}
	n, err := strconv.Atoi(string(kB[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}
