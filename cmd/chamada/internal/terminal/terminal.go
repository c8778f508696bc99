// Package terminal talks to the person, or the pipe, on the other side of a
// program's standard streams: it reads lines and writes messages that never
// garble the line being typed. It knows nothing of roll calls, and is never
// where the program decides what to say.
package terminal

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/term"
)

// MaxLine is the length of the longest line, in bytes: as much as a terminal takes.
const MaxLine = 4095

// ErrTooLong is a line that is longer than [MaxLine]. The next one can be read.
var ErrTooLong = errors.New("the line is too long")

// Terminal is the standard streams of a program. Its writers may be used at
// any time and from any goroutine; lines are read by one at a time. What goes to a pipe
// or file goes there as it is, what goes to a terminal is made visible, see [Visible].
type Terminal struct {
	out, err io.Writer
	results  *results  // what went wrong with out
	stdout   io.Writer // past no line that is edited, whoever else writes there
	screen   *os.File  // where out goes when that is a terminal
	noted    bool      // err goes to a terminal
	input    input
	person   person     // of the input, nil when it is a pipe
	lines    int        // read so far
	mu       sync.Mutex // one write at a time
}

// input is where lines come from. The prompt is for whoever types them.
type input interface {
	readLine(prompt string) (string, error)
}

// person is the input of somebody at a terminal, which is set up for it while a
// line is read.
type person interface {
	input
	readPassword(prompt string) (string, error)
	remember(bool) // whether what is read is kept in the history
	typed() bool   // whether the last line was typed anew
	begin() error
	close(error) error // moves off a line that was left without Enter
	end()
}

// New takes the streams as they are: when stdin and stderr or stdout are a
// terminal, lines are edited there, unless TERM says that it is too dumb for that;
// otherwise they are read plainly and prompts are left out.
func New(stdin io.Reader, stdout, stderr io.Writer) *Terminal {
	results := newResults(stdout)
	t := &Terminal{
		results: results, stdout: results.to(OnScreen(stdout)), err: OnScreen(stderr),
		noted:  console(stderr) != nil,
		screen: console(stdout), input: &pipe{stdin: stdin},
	}
	t.out = t.stdout
	in, screen := console(stdin), cmp.Or(console(stderr), t.screen)
	switch {
	case in == nil || screen == nil:
	case os.Getenv("TERM") == "dumb":
		t.person = newPlain(in, screen)
		t.input = t.person
	default:
		t.edit(newEditor(in, screen))
	}
	return t
}

// edit has all that is written on the screen go past the line that is edited there.
func (t *Terminal) edit(e *editor) {
	if t.screen != nil {
		t.out = t.results.to(screen{e.line})
	}
	if t.noted {
		t.err = screen{e.line}
	}
	t.person, t.input = e, e
}

// console is the stream as a file when that is a terminal, else nil.
func console(stream any) *os.File {
	if f, ok := stream.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// Is tells whether a stream is a terminal.
func Is(stream any) bool { return console(stream) != nil }

// Interactive tells whether a person is there to be asked.
func (t *Terminal) Interactive() bool { return t.person != nil }

// Lines is how many lines have been read.
func (t *Terminal) Lines() int { return t.lines }

// Typed tells whether the line that was read last was typed anew, key by key: it was
// not recalled from the history or pasted, whatever was changed in it then.
func (t *Terminal) Typed() bool { return t.person == nil || t.person.typed() }

// Shows tells whether results go to a screen.
func (t *Terminal) Shows() bool { return t.screen != nil }

// Size is the width and height of the screen that results go to, zero when they go
// elsewhere.
func (t *Terminal) Size() (width, height int) {
	if !t.Shows() {
		return 0, 0
	}
	width, height, err := term.GetSize(int(t.screen.Fd()))
	if err != nil {
		return 0, 0
	}
	return width, height
}

// Resultf writes a result, to standard output.
func (t *Terminal) Resultf(format string, args ...any) {
	t.write(t.out, fmt.Sprintf(format, args...))
}

// Rewind takes the last n lines off the terminal that results are shown on.
func (t *Terminal) Rewind(n int) {
	if t.screen == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = fmt.Fprintf(t.screen, "\x1b[%dA\x1b[J", n)
}

// Result writes b and a newline to standard output.
func (t *Terminal) Result(b []byte) { t.write(t.out, string(b)) }

// JSON writes a JSON text and a newline to standard output, as it came. On a terminal it
// means the same, and has nothing in it that does something there.
func (t *Terminal) JSON(text []byte) {
	var compact bytes.Buffer
	if t.Shows() && json.Compact(&compact, text) == nil {
		text = []byte(Visible(compact.String()))
	}
	t.Result(text)
}

// Notef writes anything that is not a result, to standard error, prefixed. On a terminal
// a text among args that has several lines begins none that passes for another note.
func (t *Terminal) Notef(format string, args ...any) {
	if t.noted {
		args = indented(args)
	}
	t.write(t.err, "chamada: "+fmt.Sprintf(format, args...))
}

// Divert has what Notef says written to w from now on.
func (t *Terminal) Divert(w io.Writer) { t.err = w }

// indented moves in all but the first lines of each text.
func indented(args []any) []any {
	moved := slices.Clone(args)
	for i, arg := range moved {
		if text, ok := arg.(string); ok {
			moved[i] = strings.ReplaceAll(text, "\n", "\n  ")
		}
	}
	return moved
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
// are too, [ErrTooLong], and ctx's when that is over first.
func (t *Terminal) ReadLine(ctx context.Context, prompt string) (string, error) {
	t.remember(true)
	return t.read(ctx, func() (string, error) { return t.input.readLine(Visible(prompt)) })
}

// Ask is ReadLine for the answer to a question, which nobody will want to recall.
func (t *Terminal) Ask(ctx context.Context, question string) (string, error) {
	t.remember(false)
	return t.read(ctx, func() (string, error) { return t.input.readLine(Visible(question)) })
}

func (t *Terminal) remember(keep bool) {
	if t.person != nil {
		t.person.remember(keep)
	}
}

// ReadPassword is ReadLine without echo. It must not be called unless the
// terminal is [Terminal.Interactive].
func (t *Terminal) ReadPassword(ctx context.Context, prompt string) (string, error) {
	return t.read(ctx, func() (string, error) { return t.person.readPassword(Visible(prompt)) })
}

// read lets ctx end the wait for input. A read that is left behind so holds a
// goroutine until the program ends, which is what the end of ctx means.
func (t *Terminal) read(ctx context.Context, line func() (string, error)) (string, error) {
	type result struct {
		line string
		err  error
	}
	done := make(chan result, 1)
	if t.person != nil {
		if err := t.person.begin(); err != nil {
			return "", err
		}
		defer t.person.end()
	}
	go func() {
		s, err := line()
		done <- result{s, err}
	}()
	select {
	case r := <-done:
		t.lines++
		return r.line, r.err
	case <-ctx.Done():
		if t.person != nil {
			_ = t.person.close(ctx.Err())
		}
		return "", context.Cause(ctx)
	}
}
