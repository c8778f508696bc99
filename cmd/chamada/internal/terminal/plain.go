package terminal

import (
	"io"
	"os"

	"golang.org/x/term"
)

// plain is a person at a terminal that can do no more than print, such as one inside
// an editor: the system edits the line, and there is no history.
type plain struct {
	pipe
	in, screen *os.File
	before     *term.State
}

func newPlain(in, screen *os.File) *plain {
	return &plain{pipe: pipe{stdin: in}, in: in, screen: screen}
}

func (p *plain) begin() (err error) {
	p.before, err = term.GetState(int(p.in.Fd()))
	return err
}

// end brings back the echo when a password was left unfinished.
func (p *plain) end() { _ = term.Restore(int(p.in.Fd()), p.before) }

func (p *plain) readLine(prompt string) (string, error) {
	_, _ = io.WriteString(p.screen, prompt)
	line, err := p.pipe.readLine(prompt)
	if err == nil && len(line) >= MaxLine { // the system has kept no more
		err = ErrTooLong
	}
	return line, p.close(err)
}

func (p *plain) readPassword(prompt string) (string, error) {
	_, _ = io.WriteString(p.screen, prompt)
	password, err := term.ReadPassword(int(p.in.Fd()))
	_, _ = io.WriteString(p.screen, "\n")
	return string(password), err
}

func (p *plain) remember(bool) {}

func (p *plain) typed() bool { return true }

func (p *plain) close(err error) error {
	if err != nil && err != ErrTooLong {
		_, _ = io.WriteString(p.screen, "\n")
	}
	return err
}
