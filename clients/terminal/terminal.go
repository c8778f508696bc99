// Package terminal talks to the person, or the pipe, on the other side of a
// program's standard streams: it reads lines and writes messages that never
// garble the line being typed. It knows nothing of roll calls, and is never
// where the program decides what to say.
package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// Terminal is the standard streams of a program. Its writers may be used at
// any time and from any goroutine; lines are read by one at a time.
type Terminal struct {
	out, err io.Writer
	results  *results       // what went wrong with out
	stdout   io.Writer      // as it is, whoever else writes there
	scanner  *bufio.Scanner // of a pipe
	editor   *editor        // of a person's terminal; nil for a pipe
	mu       sync.Mutex     // one write at a time
}

// New takes the streams as they are: when stdin and stderr or stdout are a
// terminal, lines are edited there; otherwise they are read plainly and
// prompts are left out.
func New(stdin io.Reader, stdout, stderr io.Writer) *Terminal {
	results := newResults(stdout)
	t := &Terminal{results: results, err: stderr, scanner: bufio.NewScanner(stdin)}
	t.stdout = results.to(stdout)
	t.out = t.stdout
	in, screen := console(stdin), console(stderr)
	if screen == nil {
		screen = console(stdout)
	}
	if in == nil || screen == nil {
		return t
	}
	t.editor = newEditor(in, screen)
	if console(stdout) != nil {
		t.out = results.to(t.editor.line)
	}
	if console(stderr) != nil {
		t.err = t.editor.line
	}
	return t
}

// console is the stream as a file when that is a terminal, else nil.
func console(stream any) *os.File {
	if f, ok := stream.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// Interactive tells whether a person is there to be asked.
func (t *Terminal) Interactive() bool { return t.editor != nil }

// Resultf writes a result, to standard output.
func (t *Terminal) Resultf(format string, args ...any) { t.write(t.out, fmt.Sprintf(format, args...)) }

// Result writes b and a newline to standard output, as they are.
func (t *Terminal) Result(b []byte) { t.write(t.out, string(b)) }

// Notef writes anything that is not a result, to standard error, prefixed.
func (t *Terminal) Notef(format string, args ...any) {
	t.write(t.err, "chamada: "+fmt.Sprintf(format, args...))
}

// write writes a line at once, so that lines of two goroutines do not mix. When
// standard error fails nobody is left to tell; when standard output does,
// [Terminal.Unwritten] says so.
func (t *Terminal) write(w io.Writer, line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = io.WriteString(w, line+"\n")
}

// ReadLine reads a line, without its end, after a prompt if somebody is there
// to see it. The error is io.EOF at the end of input, which Ctrl-D and Ctrl-C
// are too, and ctx's when that is over first.
func (t *Terminal) ReadLine(ctx context.Context, prompt string) (string, error) {
	return t.read(ctx, func() (string, error) {
		if t.editor != nil {
			return t.editor.readLine(prompt)
		}
		if t.scanner.Scan() {
			return t.scanner.Text(), nil
		}
		if err := t.scanner.Err(); err != nil {
			return "", err
		}
		return "", io.EOF
	})
}

// ReadPassword is ReadLine without echo. It must not be called unless the
// terminal is [Terminal.Interactive].
func (t *Terminal) ReadPassword(ctx context.Context, prompt string) (string, error) {
	return t.read(ctx, func() (string, error) { return t.editor.readPassword(prompt) })
}

// read lets ctx end the wait for input. A read that is left behind so holds a
// goroutine until the program ends, which is what the end of ctx means.
func (t *Terminal) read(ctx context.Context, line func() (string, error)) (string, error) {
	type result struct {
		line string
		err  error
	}
	done := make(chan result, 1)
	if t.editor != nil {
		if err := t.editor.raw(); err != nil {
			return "", err
		}
		defer t.editor.restore()
	}
	go func() {
		s, err := line()
		done <- result{s, err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		if t.editor != nil {
			_ = t.editor.leave(ctx.Err())
		}
		return "", context.Cause(ctx)
	}
}
