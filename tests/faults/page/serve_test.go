//go:build faults && linux

package page_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	gateway = "127.0.0.1:8080" // nobody else is in the sandbox
	// scannedWithin is how long a phone may wait that has scanned the code, whatever
	// strangers do meanwhile.
	scannedWithin = time.Second
	// files are so many that ten thousand connections have one each, at both ends.
	files = 16_384
)

// server is a process with a gateway, of whose class a roll call is open.
type server struct {
	*process.Process
	process.URLs
	t       *testing.T
	teacher *clients.Client
	code    subjects.RoomCode
}

func serve(t *testing.T) *server {
	t.Helper()
	openMany(t)
	return serveWith(t, files)
}

// serveWith has a server that may open so many files.
func serveWith(t *testing.T, files int) *server {
	t.Helper()
	s := &server{t: t, Process: process.Start(t, "/bin/sh", "-c",
		fmt.Sprintf(`ulimit -n %d; exec "$0" "$@"`, files), built(), "serve",
		"--log-level", "warn", "--data", t.TempDir(), "--listen", "127.0.0.1:0",
		"--http", "127.0.0.1:0", "--web", gateway)}
	var err error
	if s.URLs, err = s.AwaitServing(); err != nil {
		t.Fatal(err)
	}
	s.teacher, s.code = teacher(t, s.Client)
	return s
}

// openMany lets this process and those it starts open many files.
func openMany(t *testing.T) {
	t.Helper()
	var limit unix.Rlimit
	err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit)
	if err == nil {
		limit.Cur, limit.Max = max(limit.Max, files), max(limit.Max, files)
		err = unix.Setrlimit(unix.RLIMIT_NOFILE, &limit)
	}
	if err != nil {
		t.Fatalf("%d open files, which this takes, are not to be had: %v", files, err)
	}
}

// metric is a figure of /metrics.
func (s *server) metric(name string) int {
	s.t.Helper()
	_, page := natstest.Get(s.t, s.HTTP+"/metrics")
	line := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(page)
	if line == nil {
		s.t.Fatalf("there is no %s", name)
	}
	value, err := strconv.ParseFloat(line[1], 64)
	if err != nil {
		s.t.Fatal(err)
	}
	return int(value)
}

// memory is what is in use, in bytes, heap and stacks, as the collector found it: it comes
// when the heap is twice what was live, with the stacks. Pages are made until it has come
// by so often that it holds nothing of pools any more.
func (s *server) memory() int {
	s.t.Helper()
	for first := s.metric("go_gc_duration_seconds_count"); s.metric(
		"go_gc_duration_seconds_count") < first+3; {
		for range 50 {
			natstest.Get(s.t, "http://"+gateway+"/")
		}
	}
	return (s.metric("go_memstats_next_gc_bytes") + s.metric("go_memstats_stack_inuse_bytes")) / 2
}

var resident = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak is the most that was resident so far, in bytes.
func (s *server) peak() int {
	s.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.PID()))
	if err != nil {
		s.t.Fatal(err)
	}
	kB, err := strconv.Atoi(string(resident.FindSubmatch(status)[1]))
	if err != nil {
		s.t.Fatal(err)
	}
	return kB << 10
}

// besides has phones from an address scan the code and answer, one after the other, while
// something else is done, and sees that each has its receipt in time.
func (s *server) besides(from string, first int, what func()) {
	s.t.Helper()
	air := wifi(from, gateway)
	over := make(chan struct{})
	var phones sync.WaitGroup
	var waited []time.Duration
	phones.Go(func() {
		for n := first; ; n++ {
			began := time.Now()
			p := air.phone(0, subjects.Student(strconv.Itoa(n)))
			form, err := p.scan(s.code.QR)
			if err == nil {
				_, err = p.send(form)
			}
			if err != nil {
				s.t.Errorf("phone %d: %v", n, err)
			}
			waited = append(waited, time.Since(began))
			select {
			case <-over:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	what()
	close(over)
	phones.Wait()
	report(s.t, "meanwhile, from the scan to the receipt", waited)
	if longest := slices.Max(waited); longest > scannedWithin {
		s.t.Errorf("a phone that has scanned waits for %v", longest)
	}
}

// settled waits until no more goroutines are there than before, and a few.
func (s *server) settled(before int) {
	s.t.Helper()
	const few = 20
	natstest.Within(s.t, 3*time.Minute, func() error {
		if now := s.metric("go_goroutines"); now > before+few {
			return fmt.Errorf("%d goroutines, and %d before", now, before)
		}
		return nil
	})
}
