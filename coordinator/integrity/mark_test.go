package integrity_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/coordinator/integrity"
)

func openMark(t *testing.T, dir string) *integrity.Mark {
	t.Helper()
	m, err := integrity.OpenMark(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func confirm(t *testing.T, m *integrity.Mark, journal string, last uint64) {
	t.Helper()
	if err := m.Confirm(journal, last, integrity.Digest{}); err != nil {
		t.Fatal(err)
	}
}

// TestMark: what was noted last is what the next process reads, without a close.
func TestMark(t *testing.T) {
	dir := t.TempDir()
	m := openMark(t, dir)
	defer m.Close()
	for i := range uint64(1000) {
		confirm(t, m, "a", i+1)
	}
	confirm(t, m, "a", 7) // never back
	if err := m.Purge("a", 500); err != nil {
		t.Fatal(err)
	}
	want := integrity.Confirmed{Journal: "a", First: 500, Last: 1000}
	if got, err := integrity.ReadMark(dir); err != nil || got != want {
		t.Fatal(got, err)
	}
	confirm(t, m, "b", 3)
	if got := m.Confirmed(); got != (integrity.Confirmed{Journal: "b", Last: 3}) {
		t.Fatal(got)
	}
}

// TestMarkEveryByte: a note that was changed is never taken; the one before it is
// at most one behind.
func TestMarkEveryByte(t *testing.T) {
	dir := t.TempDir()
	m := openMark(t, dir)
	confirm(t, m, "journal", 41)
	confirm(t, m, "journal", 42)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "chamada.confirmed")
	whole := read(t, file)
	for i := range whole {
		b := append([]byte(nil), whole...)
		b[i] ^= 1
		write(t, file, b)
		if got, err := integrity.ReadMark(dir); err != nil || got.Last < 41 || got.Last > 42 ||
			got.Journal != "journal" {
			t.Fatal(i, got, err)
		}
	}
	write(t, file, make([]byte, len(whole)))
	if _, err := integrity.ReadMark(dir); !errors.Is(err, integrity.ErrDamaged) {
		t.Fatal(err)
	}
}

// TestGone: nothing is confirmed over a data directory that is not where it was.
func TestGone(t *testing.T) {
	for name, do := range map[string]func(dir string) error{
		"removed": os.RemoveAll,
		"renamed": func(dir string) error { return os.Rename(dir, dir+".old") },
		"another there": func(dir string) error {
			return errors.Join(os.Rename(dir, dir+".old"), os.CopyFS(dir, os.DirFS(dir+".old")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			m := openMark(t, dir)
			defer m.Close()
			confirm(t, m, "a", 1)
			if err := do(dir); err != nil {
				t.Fatal(err)
			}
			if err := m.Confirm("a", 2, integrity.Digest{}); !errors.Is(err, integrity.ErrGone) {
				t.Fatal(err)
			}
		})
	}
}

func BenchmarkConfirm(b *testing.B) {
	m, err := integrity.OpenMark(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	for i := range uint64(b.N) {
		if err := m.Confirm("0zNXPEXl3GjimcUkeneMK5", i+1, integrity.Digest{1}); err != nil {
			b.Fatal(err)
		}
	}
}
