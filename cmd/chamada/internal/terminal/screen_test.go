//go:build unix

package terminal

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// hostile has something of every kind that a terminal obeys or hides.
const hostile = "a\x1b]0;x\a\x7f\u009b2J\u202e\u2066\u200b\u200e\ufeff\u2028\U000e0041\ue000\xff\rz"

// kinds are the ways to write to standard output, and what is to be seen there.
var kinds = map[string]struct {
	write func(*Terminal)
	shown string
}{
	"Resultf": {func(t *Terminal) { t.Resultf("%s %d", hostile, 1) }, Visible(hostile) + " 1\r\n"},
	"Result": {
		func(t *Terminal) { t.Result([]byte(hostile + "\tb\r\nc")) },
		Visible(hostile) + "\tb\r\nc\r\n",
	},
	"Stdout": {func(t *Terminal) { fmt.Fprintln(t.Stdout(), hostile) }, Visible(hostile) + "\r\n"},
	"JSON": {
		func(t *Terminal) { t.JSON([]byte("{\"a\": \r\n\t\"\u202e\x7f\U000e0041\", \"b\":1}")) },
		`{"a":"\u202e\u007f\udb40\udc41","b":1}` + "\r\n",
	},
}

// TestResultsOnAScreen writes to a terminal, past the line that is edited there and where
// none is.
func TestResultsOnAScreen(t *testing.T) {
	for name, kind := range kinds {
		for _, edited := range []bool{false, true} {
			got := onTerminal(t, func(tty *os.File) {
				stdin := io.Reader(strings.NewReader(""))
				if edited {
					stdin = tty
				}
				kind.write(New(stdin, tty, io.Discard))
			})
			if got != kind.shown {
				t.Errorf("%s, edited: %t: %q, not %q", name, edited, got, kind.shown)
			}
		}
	}
}

// TestNotesOnAScreen has what others say make no line that passes for one of ours.
func TestNotesOnAScreen(t *testing.T) {
	const want = "chamada: b\r\n  chamada: "
	for _, edited := range []bool{false, true} {
		got := onTerminal(t, func(tty *os.File) {
			stdin := io.Reader(strings.NewReader(""))
			if edited {
				stdin = tty
			}
			New(stdin, io.Discard, tty).Notef("%s", "b\nchamada: "+hostile)
		})
		if got != want+Visible(hostile)+"\r\n" {
			t.Errorf("edited: %t: %q", edited, got)
		}
	}
}

// TestPromptOnAScreen asks with a text that has something of others in it.
func TestPromptOnAScreen(t *testing.T) {
	got := onTerminal(t, func(tty *os.File) {
		t.Setenv("TERM", "dumb")
		ctx := t.Context()
		term := New(tty, tty, tty)
		for _, ask := range []func(){
			func() { _, _ = term.ReadLine(ctx, hostile) },
			func() { _, _ = term.Ask(ctx, hostile) },
			func() { _, _ = term.ReadPassword(ctx, hostile) },
		} {
			ask()
		}
	}, "1\n2\n3\n")
	if n := strings.Count(got, Visible(hostile)); n != 3 || strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("asked %d times: %q", n, got)
	}
}

// TestPipesTakeAllAsItCame to the byte.
func TestPipesTakeAllAsItCame(t *testing.T) {
	var out, notes bytes.Buffer
	term := New(strings.NewReader(""), &out, &notes)
	const text = "{\"a\": \r\n\t\"\u202e\x7f\xff\"}"
	term.JSON([]byte(text))
	term.Result([]byte(hostile))
	term.Resultf("%s", hostile)
	fmt.Fprint(term.Stdout(), hostile)
	term.Notef("%s\n%s", hostile, "b")
	if want := text + "\n" + hostile + "\n" + hostile + "\n" + hostile; out.String() != want {
		t.Errorf("out is %q", &out)
	}
	if want := "chamada: " + hostile + "\nb\n"; notes.String() != want {
		t.Errorf("err is %q", &notes)
	}
}

// onTerminal is all that a terminal is sent while somebody types the keys.
func onTerminal(t *testing.T, write func(tty *os.File), keys ...string) string {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	_, _ = io.WriteString(master, strings.Join(keys, ""))
	all := make(chan string, 1)
	go func() {
		b, _ := io.ReadAll(master) // Linux has an error when nobody has the other end
		text := string(b)
		all <- strings.ReplaceAll(text, "\r\r\n", "\r\n") // of an editor, and of the system
	}()
	write(tty)
	_ = tty.Close()
	return <-all
}
