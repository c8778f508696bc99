//go:build faults && linux

package disk_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/faults"
)

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
	cmd          *exec.Cmd
	client, page string // URLs

	mu   sync.Mutex
	text strings.Builder
	over chan struct{} // closed when all it said was read
}

var listening = regexp.MustCompile(`listening on (nats://\S+), health and metrics on (http://\S+)`)

// serve starts a process and returns when it serves.
func serve(t *testing.T, data string) *process {
	t.Helper()
	p := launch(t, data)
	p.listens(t)
	return p
}

func launch(t *testing.T, data string, flags ...string) *process {
	t.Helper()
	p := &process{over: make(chan struct{})}
	p.cmd = exec.Command(program, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"}, flags...)...)
	stderr, err := p.cmd.StderrPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.kill(t) })
	go p.read(stderr)
	return p
}

// listens waits until it serves.
func (p *process) listens(t *testing.T) {
	t.Helper()
	eventually(t, 30*time.Second, func() error {
		urls := listening.FindStringSubmatch(p.log())
		if urls == nil {
			return fmt.Errorf("it does not listen:\n%s", p.log())
		}
		p.client, p.page = urls[1], urls[2]
		return nil
	})
}

func (p *process) read(stderr io.Reader) {
	defer close(p.over)
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		p.mu.Lock()
		p.text.WriteString(lines.Text() + "\n")
		p.mu.Unlock()
	}
}

// log is what it has said so far.
func (p *process) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// kill ends it as a crash does. It may be over already.
func (p *process) kill(t *testing.T) {
	t.Helper()
	if p.cmd.ProcessState != nil {
		return
	}
	p.signal(t, syscall.SIGKILL)
	<-p.over
	_ = p.cmd.Wait() // says that it was killed
	if t.Failed() {
		t.Logf("the log:\n%s", p.log())
	}
}

// freeze returns when none of its threads runs any more, in the kernel either.
func (p *process) freeze(t *testing.T) {
	t.Helper()
	p.signal(t, syscall.SIGSTOP)
	eventually(t, 5*time.Second, func() error {
		stats, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", p.cmd.Process.Pid))
		for _, name := range stats {
			stat, _ := os.ReadFile(name) // a thread may end meanwhile
			if len(stat) > 0 && !bytes.Contains(stat, []byte(") T ")) {
				return fmt.Errorf("a thread still runs: %s", stat)
			}
		}
		return err
	})
}

func (p *process) thaw(t *testing.T) {
	t.Helper()
	p.signal(t, syscall.SIGCONT)
}

func (p *process) signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Error(err)
	}
}

// health is what GET /healthz answers.
func (p *process) health(t *testing.T) (status int, body string) {
	t.Helper()
	resp, err := http.Get(p.page + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// becomes waits until /healthz answers with that status and those words, and
// tells how long it took.
func (p *process) becomes(t *testing.T, status int, words string) time.Duration {
	t.Helper()
	began := time.Now()
	eventually(t, 20*time.Second, func() error {
		got, body := p.health(t)
		if got != status || !strings.Contains(body, words) {
			return fmt.Errorf("healthz: %d %s", got, body)
		}
		return nil
	})
	return time.Since(began)
}

// eventually tries until it works.
func eventually(t *testing.T, within time.Duration, try func() error) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	late := time.After(within)
	for err := try(); err != nil; err = try() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("not within %v: %v", within, err)
		}
	}
}
