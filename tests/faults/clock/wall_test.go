//go:build faults && linux

package clock

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// wall is the wall clock of one process, see testdata/shift.go.txt.
type wall struct {
	t    *testing.T
	name string
}

func newWall(t *testing.T) *wall {
	w := &wall{t, filepath.Join(t.TempDir(), "wall")}
	w.set(0)
	return w
}

// set has the clock be so far ahead of the machine's, at once.
func (w *wall) set(ahead time.Duration) {
	w.t.Helper()
	file, err := os.OpenFile(w.name, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	// The file keeps its place and its length: the process has mapped it.
	if _, err := file.WriteAt(binary.NativeEndian.AppendUint64(nil, uint64(ahead)), 0); err != nil {
		w.t.Fatal(err)
	}
}
