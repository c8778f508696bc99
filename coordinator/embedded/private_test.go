// On Windows permissions are not mode bits.

//go:build !windows

package embedded_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
)

func TestDataDirIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v, want 0700", info.Mode())
	}
}
