package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestRepairedGoesOn has a repaired node confirm more, and another process replay all of it,
// digests of after the loss included.
func TestRepairedGoesOn(t *testing.T) {
	t.Parallel()
	_, dir, _, _ := school(t)
	p := place{t: t, dir: dir, stream: filepath.Join(dir, journalFiles)}
	p.flip(p.msgs("2.blk"), 0.5)
	before := sizeOf(t, dir)
	status, said := chamada(t, "journal", "repair", "--data", dir)
	if after := sizeOf(t, dir); status != 0 || after != before ||
		!strings.Contains(said, "LOSS: records ") ||
		!strings.Contains(said, "TOUCHED: class 1") ||
		!strings.Contains(said, "Nothing was changed") {
		t.Fatal(status, said, before, after)
	}
	if status, said := chamada(t, "journal", "repair", "--apply", "--data", dir); status != 0 {
		t.Fatal(said)
	}
	goOn(t, dir, "1000001")
	goOn(t, dir, "1000002")
	if status, said := chamada(t, "journal", "verify", "--data", dir); status != 0 {
		t.Fatal(said)
	}
}

// goOn confirms a presence, lets digests be written, and looks what is told of the lists.
func goOn(t *testing.T, dir string, student subjects.Student) {
	t.Helper()
	m, err := runNode(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = m.Close() }()
	c := clients.New(natstest.Connect(t, m.ClientURL()))
	if _, err := c.Present(t.Context(), 1, student); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	natstest.Eventually(t, "digests are due", func() bool {
		roll, err := c.List(t.Context(), 1, true)
		if err != nil || !roll.Lost {
			t.Fatalf("nobody is told that students may be missing: %v", err)
		}
		return time.Since(began) > 2500*time.Millisecond
	})
	if roll, err := c.List(t.Context(), 3, false); err != nil || roll.Lost {
		t.Errorf("a roll call that was opened later is said to lack students: %v", err)
	}
	if out, err := c.Last(t.Context(), 2, true); err != nil || !out.Lost {
		t.Errorf("the last list of class 2: %v %v", out.Lost, err)
	}
}

// TestDamagedLogins: whatever happens to the bucket's files, logins that are gone are named.
func TestDamagedLogins(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	auth := func() (*node.Main, error) {
		m :=
			node.New(
				node.Config{DataDir: dir, Listen: "127.0.0.1:0", Auth: true,
					FirstAdmin: func(identity.Issued) {}})
		return m, m.Run(t.Context())
	}
	m, err := auth()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	bucket := filepath.Join("jetstream", "CHAMADA", "streams", identity.Stream)
	for name, do := range map[string]func(p place){
		"a flip":            func(p place) { p.flip(p.msgs("1.blk"), 0.5) },
		"a flip at the end": func(p place) { p.flip(p.msgs("1.blk"), 1) },
		"its block removed": func(p place) { p.must(os.RemoveAll(p.msgs("1.blk"))) },
		"its block emptied": func(p place) {
			p.change(p.msgs("1.blk"), func([]byte) []byte { return nil })
		},
		"its description": func(p place) {
			p.flip(filepath.Join(p.stream, "meta.inf"), 0.5)
		},
		"its checksum": func(p place) {
			p.must(os.RemoveAll(filepath.Join(p.stream, "meta.sum")))
		},
		"the bucket removed": func(p place) { p.must(os.RemoveAll(p.stream)) },
		"the note of the logins": func(p place) {
			p.flip(filepath.Join(p.dir, identity.KnownFile), 0.5)
		},
	} {
		t.Run(name, func(t *testing.T) {
			whole := dir
			dir = filepath.Join(t.TempDir(), "data")
			defer func() { dir = whole }()
			if err := copyTree(whole, dir); err != nil {
				t.Fatal(err)
			}
			do(place{t: t, dir: dir, stream: filepath.Join(dir, bucket)})
			_, err := auth()
			status, said := chamada(t, "journal", "verify", "--data", dir)
			if err == nil || status == 0 {
				t.Fatalf("it starts (%v), and verify says %s", err, said)
			}
			keeps := name == "its description" || name == "its checksum" ||
				name == "the note of the logins"
			if strings.Contains(said, "admin") == keeps {
				t.Errorf("told: %s", said)
			}
			if status, said := chamada(t, "journal", "repair", "--apply", "--data",
				dir); status != 0 {
				t.Fatal(said)
			}
			again, err := auth()
			if err != nil {
				t.Fatal(err)
			}
			if err := again.Close(); err != nil {
				t.Error(err)
			}
			if r, err := integrity.Check(t.Context(), dir, nil); err != nil ||
				len(r.Damages()) > 0 {
				t.Error(err, r.Damages())
			}
		})
	}
}

// sizeOf is how many bytes the files of a directory have, all together.
func sizeOf(t *testing.T, dir string) (size int64) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}

// copyTree copies a directory with the rights of its files.
func copyTree(from, to string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chmod(filepath.Join(to, strings.TrimPrefix(path, from)), info.Mode().Perm())
	})
}
