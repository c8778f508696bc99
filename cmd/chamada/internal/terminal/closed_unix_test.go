//go:build unix

package terminal

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestWritableNull tells what the runtime opens for a stream that was closed from what a
// shell opens for >/dev/null.
func TestWritableNull(t *testing.T) {
	for flag, want := range map[int]bool{os.O_RDWR: true, os.O_WRONLY: false, os.O_RDONLY: false} {
		null, err := os.OpenFile(os.DevNull, flag, 0)
		if err != nil {
			t.Fatal(err)
		}
		if isWritableNull(null) != want {
			t.Errorf("opened with %d, it is: %t", flag, !want)
		}
		null.Close()
	}
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	if isWritableNull(file) {
		t.Error("a file passes for it")
	}
	file.Close()
	if isWritableNull(file) {
		t.Error("a closed file passes for it")
	}
}

// TestCloseThatFails writes all, and finds out only at the end that it did not get there.
func TestCloseThatFails(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "presentes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	term := New(strings.NewReader(""), f, io.Discard)
	term.Resultf("%s", "one")
	if err := term.Unwritten(); err != nil {
		t.Fatal(err)
	}
	if err := unix.Close(int(f.Fd())); err != nil {
		t.Fatal(err)
	}
	var unwritten *WriteError
	if err := term.Close(); !errors.As(err, &unwritten) || !errors.Is(err, unix.EBADF) {
		t.Errorf("it closes with %v", err)
	}
}
