package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/chamada/chamada/cmd/chamada/bench"
	"github.com/chamada/chamada/tests/natstest"
)

// TestTerminalThatIsClosed has somebody close the window in which it serves: it drains.
// Until then SIGHUP ends nothing.
func TestTerminalThatIsClosed(t *testing.T) {
	t.Parallel()
	heed := make(chan os.Signal, 1) // a process under nohup has its children ignore it, too
	signal.Notify(heed, syscall.SIGHUP)
	defer signal.Stop(heed)
	window, inside := pseudoTerminal(t)
	s := serveOn(t, func(cmd *exec.Cmd) {
		cmd.Stdin = inside
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	})
	s.awaits(t, "listening on")
	s.signal(t, syscall.SIGHUP)
	s.awaits(t, "no certificate to read again")
	if err := window.Close(); err != nil {
		t.Fatal(err)
	}
	s.ends(t)
}

// ends waits until it has stopped in order. One that does not stop is made to say where it
// stands.
func (s *served) ends(t *testing.T) {
	t.Helper()
	stuck := time.AfterFunc(natstest.Patience, func() { _ = s.cmd.Process.Signal(syscall.SIGQUIT) })
	defer stuck.Stop()
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v: %s", err, s.log.String())
	}
}

// TestHangupOfAService has no terminal: SIGHUP is a reload, as "systemctl reload" sends it.
func TestHangupOfAService(t *testing.T) {
	t.Parallel()
	s := serveOn(t, func(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} })
	s.awaits(t, "listening on")
	s.signal(t, syscall.SIGHUP)
	s.awaits(t, "no certificate to read again")
	s.signal(t, syscall.SIGTERM)
	s.ends(t)
}

// TestReaderOfTheLogDies has the pipe of standard error broken while it serves.
func TestReaderOfTheLogDies(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s := serveOn(t, func(cmd *exec.Cmd) { cmd.Stderr = w })
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	url := readURLs(t, r)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	nc := natstest.Connect(t, url[0])
	if _, err := nc.Request("chamada.teacher.start", []byte(`{"class":3030}`),
		natstest.Patience); err != nil {
		t.Error(err)
	}
	natstest.Eventually(t, "the lost line is counted", func() bool {
		_, page := natstest.Get(t, url[1]+"/metrics")
		return strings.Contains(page, "chamada_log_lines_lost_total 1\n")
	})
	s.signal(t, syscall.SIGTERM)
	s.ends(t)
}

// readURLs are where it serves clients, and HTTP.
func readURLs(t *testing.T, r io.Reader) []string {
	t.Helper()
	said := ""
	for buffer := make([]byte, 4096); ; {
		n, err := r.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		said += string(buffer[:n])
		found := regexp.MustCompile(`listening on (\S+), .* on (\S+)\n`).FindStringSubmatch(said)
		if found != nil {
			return found[1:]
		}
	}
}

// served is a process that serves.
type served struct {
	cmd *exec.Cmd
	log natstest.Log
}

func serveOn(t *testing.T, change func(*exec.Cmd)) *served {
	t.Helper()
	program, err := bench.Program()
	if err != nil {
		t.Fatal(err)
	}
	s := &served{cmd: exec.Command(program, "serve",
		"--data", t.TempDir(), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0")}
	s.cmd.Stderr = &s.log
	change(s.cmd)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.cmd.ProcessState == nil { // the test has failed
			_ = s.cmd.Process.Kill()
			_ = s.cmd.Wait()
		}
	})
	return s
}

func (s *served) awaits(t *testing.T, text string) {
	t.Helper()
	natstest.Eventually(t, "it says "+text, func() bool { return s.log.Count(text) > 0 })
}

func (s *served) signal(t *testing.T, sig os.Signal) {
	t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

// pseudoTerminal is a window, and the terminal inside it.
func pseudoTerminal(t *testing.T) (window, inside *os.File) {
	t.Helper()
	window, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fd := int(window.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	inside, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = window.Close(), inside.Close() })
	return window, inside
}
