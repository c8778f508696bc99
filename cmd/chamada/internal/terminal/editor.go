package terminal

import (
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/term"
)

// editor edits lines on a person's terminal. The terminal is raw only while a
// line is read: in between, Ctrl-C is a signal again and stops what runs.
type editor struct {
	in, screen *os.File
	line       *term.Terminal
	history    history
	cooked     *term.State
	unwatch    func()        // stops watching for signals about the terminal
	continued  chan struct{} // watch has taken the terminal again; of one
}

func newEditor(in, screen *os.File) *editor {
	enableEscapes(screen)
	e := &editor{in: in, screen: screen, continued: make(chan struct{}, 1)}
	stream := struct {
		io.Reader
		io.Writer
	}{&keys{from: in, suspend: e.suspend, pasted: e.paste}, screen}
	e.line = term.NewTerminal(stream, "")
	e.line.History, e.line.AutoCompleteCallback = &e.history, e.history.typing
	return e
}

func (e *editor) begin() (err error) {
	e.resize()
	e.history.recalled = false
	if e.cooked, err = term.MakeRaw(int(e.in.Fd())); err != nil {
		return err
	}
	e.line.SetBracketedPasteMode(true)
	e.unwatch = e.watch()
	return nil
}

func (e *editor) end() {
	e.unwatch()
	e.cook()
}

// cook gives the terminal back as it was.
func (e *editor) cook() {
	e.line.SetBracketedPasteMode(false)
	_ = term.Restore(int(e.in.Fd()), e.cooked)
}

// resume takes the terminal again, and shows the line as it was when it was given
// back: what the shell has written stands in its place.
func (e *editor) resume() {
	_, _ = term.MakeRaw(int(e.in.Fd()))
	e.line.SetBracketedPasteMode(true)
	_, _ = e.line.Write(nil)
}

func (e *editor) resize() {
	if width, height, err := term.GetSize(int(e.screen.Fd())); err == nil && width > 0 {
		_ = e.line.SetSize(width, height) // a screen that cannot be written shows nothing anyway
	}
}

func (e *editor) paste() { e.history.recalled = true }

func (e *editor) remember(keep bool) { e.history.keep = keep }

func (e *editor) typed() bool { return !e.history.recalled }

func (e *editor) readLine(prompt string) (string, error) {
	e.line.SetPrompt(prompt)
	line, err := e.line.ReadLine()
	if err == term.ErrPasteIndicator {
		err = nil // the line is there, and paste knows
	}
	if err == nil && utf8.RuneCountInString(line) > MaxLine { // then the editor has cut it
		return "", ErrTooLong
	}
	return line, e.close(err)
}

func (e *editor) readPassword(prompt string) (string, error) {
	line, err := e.line.ReadPassword(prompt)
	return line, e.close(err)
}

func (e *editor) close(err error) error {
	if err != nil {
		e.line.SetPrompt("")
		_, _ = io.WriteString(e.screen, "\r\n")
	}
	return err
}
