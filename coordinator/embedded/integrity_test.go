package embedded_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
)

// blockOf is the file with the records of the stream that write makes.
func blockOf(dir string) string {
	return filepath.Join(dir, "jetstream", "$G", "streams", "LOG", "msgs", "1.blk")
}

// writeLog stores ten records.
func writeLog(t *testing.T, s *embedded.Server) {
	t.Helper()
	js := jetStream(t, s.ClientURL())
	_, err := js.CreateStream(t.Context(),
		jetstream.StreamConfig{Name: "LOG", Subjects: []string{"log"}, DenyDelete: true})
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := js.Publish(t.Context(), "log",
			[]byte(strings.Repeat("presence", 10))); err != nil {
			t.Fatal(err)
		}
	}
}

// flip changes one byte in the midst of a file.
func flip(t *testing.T, file string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 1)
	_, err1 := f.ReadAt(b, info.Size()/2)
	b[0] ^= 4
	_, err2 := f.WriteAt(b, info.Size()/2)
	if err := errors.Join(err1, err2, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedFiles: no server starts on files that are not as they were written,
// and it leaves them as they are.
func TestDamagedFiles(t *testing.T) {
	dir := t.TempDir()
	s := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	writeLog(t, s)
	shutdown(t, s)
	flip(t, blockOf(dir))
	before, err := os.ReadFile(blockOf(dir))
	if err != nil {
		t.Fatal(err)
	}

	e := refused(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if e.Code != embedded.DataDamaged || !strings.Contains(e.Error(), "1.blk") ||
		!strings.Contains(e.Error(), "record") {
		t.Error(e)
	}
	after, err := os.ReadFile(blockOf(dir))
	if err != nil || string(after) != string(before) {
		t.Error("the damaged file was changed", err)
	}
}

// TestDamageWhileRunning: a byte that changes under a running server is found, and
// what it writes meanwhile is not taken for damage.
func TestDamageWhileRunning(t *testing.T) {
	dir := t.TempDir()
	s := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	writeLog(t, s)
	s.Scrub(t.Context())
	if err := s.Damage(); err != nil {
		t.Fatal(err)
	}
	flip(t, blockOf(dir))
	s.Scrub(t.Context())
	if e, ok := errors.AsType[*embedded.Error](s.Damage()); !ok || e.Code != embedded.DataDamaged {
		t.Fatal(s.Damage())
	}
}
