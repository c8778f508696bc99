package terminal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// narrow takes so many writes and is full then, but for short ones.
type narrow struct {
	strings.Builder
	room int
}

func (n *narrow) Write(b []byte) (int, error) {
	if n.room--; n.room < 0 && len(b) > 2 {
		return 0, syscall.ENOSPC
	}
	return n.Builder.Write(b)
}

// TestNothingAfterAGap holds that what comes after a line that was lost is not written,
// through either writer.
func TestNothingAfterAGap(t *testing.T) {
	disk := &narrow{room: 2}
	term := New(strings.NewReader(""), disk, io.Discard)
	term.Resultf("%s", "first")
	fmt.Fprintln(term.Stdout(), "second")
	if err := term.Unwritten(); err != nil {
		t.Fatal(err)
	}
	term.Result([]byte("third"))
	term.Result([]byte("4"))
	if _, err := io.WriteString(term.Stdout(), "5\n"); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("after a gap: %v", err)
	}
	var unwritten *WriteError
	if err := term.Close(); !errors.As(err, &unwritten) || !errors.Is(err, syscall.ENOSPC) ||
		err != term.Unwritten() {
		t.Errorf("at the end: %v", err)
	}
	if got := disk.String(); got != "first\nsecond\n" {
		t.Errorf("written is %q", got)
	}
}

// TestClose ends a file, and says so where that fails and something was written.
func TestClose(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "presentes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	term := New(strings.NewReader(""), f, io.Discard)
	term.Resultf("%s", "one")
	if err := term.Close(); err != nil {
		t.Errorf("a good file: %v", err)
	}
	if _, err := f.Write([]byte("x")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("it is still open: %v", err)
	}
	untouched := New(strings.NewReader(""), f, io.Discard) // closed, but nothing is lost
	if err := untouched.Close(); err != nil {
		t.Errorf("nothing was written: %v", err)
	}
	lost := New(strings.NewReader(""), f, io.Discard)
	lost.Resultf("%s", "two")
	if err := lost.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed file: %v", err)
	}
}
