//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// person sits at a terminal of their own, in front of one run of the program.
type person struct {
	t    testing.TB
	cmd  *exec.Cmd
	keys *os.File

	mu     sync.Mutex
	screen screen
	more   chan struct{} // something was shown
	left   chan struct{} // the program has let go of the terminal
}

// sit starts the program on a terminal of that many rows and columns.
func sit(t testing.TB, rows, columns uint16, env []string, args ...string) *person {
	t.Helper()
	return sitWith(t, rows, columns, env, exec.Command("chamada", args...))
}

// sitWith is sit with any program.
func sitWith(t testing.TB, rows, columns uint16, env []string, cmd *exec.Cmd) *person {
	t.Helper()
	p := &person{t: t, cmd: cmd, more: make(chan struct{}, 1), left: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), "LANG=pt_BR.UTF-8", "LC_ALL=", "TZ=UTC", "TERM=xterm",
		"XDG_CONFIG_HOME="+t.TempDir())
	p.cmd.Env = append(p.cmd.Env, env...)
	var err error
	if p.keys, err = pty.StartWithSize(p.cmd, &pty.Winsize{Rows: rows, Cols: columns}); err != nil {
		t.Fatal(err)
	}
	go p.look()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		_ = p.keys.Close()
		<-p.left
	})
	return p
}

func (p *person) look() {
	defer close(p.left)
	buffer := make([]byte, 4096)
	for {
		n, err := p.keys.Read(buffer)
		p.mu.Lock()
		p.screen.show(buffer[:n])
		p.mu.Unlock()
		select {
		case p.more <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (p *person) types(keys string) {
	p.t.Helper()
	if _, err := p.keys.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

func (p *person) sight() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.String()
}

// sees waits until the screen ends with what matches pattern.
func (p *person) sees(pattern string) {
	p.t.Helper()
	wanted := regexp.MustCompile("(?s)" + pattern + "$")
	late := time.After(20 * time.Second)
	for !wanted.MatchString(p.sight()) {
		select {
		case <-p.more:
		case <-late:
			p.t.Fatalf("never saw %s, but\n%s", pattern, p.sight())
		}
	}
}

// leaves waits for the program's end and gives its status.
func (p *person) leaves() int {
	p.t.Helper()
	_ = p.cmd.Wait()
	<-p.left
	return p.cmd.ProcessState.ExitCode()
}

// screen is what a terminal of any height shows of what the line editor writes.
type screen struct {
	lines  [][]rune
	row    int
	column int
	rest   []byte // an escape sequence or a rune that is not all there
}

var escape = regexp.MustCompile(`^\x1b\[(\??)([0-9;]*)([A-Za-z])`)

func (s *screen) show(b []byte) {
	b = append(s.rest, b...)
	for len(b) > 0 {
		if b[0] == 0x1b {
			found := escape.FindSubmatch(b)
			if found == nil {
				break
			}
			s.control(string(found[2]), found[3][0])
			b = b[len(found[0]):]
			continue
		}
		text := bytes.Runes(b[:min(len(b), 4)])[0]
		if text == '\uFFFD' {
			break
		}
		s.put(text)
		b = b[len(string(text)):]
	}
	s.rest = bytes.Clone(b)
}

func (s *screen) control(count string, what byte) {
	n, err := strconv.Atoi(count)
	if err != nil {
		n = 1
	}
	switch what {
	case 'A':
		s.row = max(0, s.row-n)
	case 'C':
		s.column += n
	case 'D':
		s.column = max(0, s.column-n)
	case 'J':
		s.lines = s.lines[:min(s.row, len(s.lines))]
	case 'K':
		if s.row < len(s.lines) {
			line := s.lines[s.row]
			s.lines[s.row] = line[:min(s.column, len(line))]
		}
	}
}

func (s *screen) put(r rune) {
	for s.row >= len(s.lines) {
		s.lines = append(s.lines, nil)
	}
	switch r {
	case '\r':
		s.column = 0
	case '\n':
		s.row++
	default:
		for len(s.lines[s.row]) <= s.column {
			s.lines[s.row] = append(s.lines[s.row], ' ')
		}
		s.lines[s.row][s.column] = r
		s.column++
	}
}

func (s *screen) String() string {
	var b strings.Builder
	for _, line := range s.lines {
		b.WriteString(strings.TrimRight(string(line), " ") + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}
