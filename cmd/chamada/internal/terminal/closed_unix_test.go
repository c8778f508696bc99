//go:build unix

package terminal

import (
	"os"
	"testing"
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
