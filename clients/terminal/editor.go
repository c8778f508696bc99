package terminal

import (
	"io"
	"os"

	"golang.org/x/term"
)

// editor edits lines on a person's terminal. The terminal is raw only while a
// line is read: in between, Ctrl-C is a signal again and stops what runs.
type editor struct {
	in, screen *os.File
	line       *term.Terminal
	cooked     *term.State
}

func newEditor(in, screen *os.File) *editor {
	enableEscapes(screen)
	stream := struct {
		io.Reader
		io.Writer
	}{in, screen}
	return &editor{in: in, screen: screen, line: term.NewTerminal(stream, "")}
}

func (e *editor) raw() (err error) {
	if width, height, err := term.GetSize(int(e.screen.Fd())); err == nil && width > 0 {
		_ = e.line.SetSize(width, height) // what it repaints is nothing, between lines
	}
	e.cooked, err = term.MakeRaw(int(e.in.Fd()))
	return err
}

func (e *editor) restore() { _ = term.Restore(int(e.in.Fd()), e.cooked) }

func (e *editor) readLine(prompt string) (string, error) {
	e.line.SetPrompt(prompt)
	line, err := e.line.ReadLine()
	return line, e.leave(err)
}

func (e *editor) readPassword(prompt string) (string, error) {
	line, err := e.line.ReadPassword(prompt)
	return line, e.leave(err)
}

// leave moves off a line that was left without Enter.
func (e *editor) leave(err error) error {
	if err != nil {
		e.line.SetPrompt("")
		_, _ = io.WriteString(e.screen, "\r\n")
	}
	return err
}
