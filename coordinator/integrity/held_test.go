package integrity_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/integrity"
)

// held is what the directory that fill makes holds.
func held(s integrity.Stream) integrity.Held {
	return integrity.Held{Stopped: true, Streams: []integrity.HeldStream{
		{Account: s.Account, Name: s.Name, First: s.First, Last: s.Last},
	}}
}

// TestHeld: what was noted and is not there any more is missed, though all that is left
// verifies.
func TestHeld(t *testing.T) {
	for name, c := range map[string]struct {
		spoil   func(dir string) error
		running bool
		want    integrity.Kind
	}{
		"nothing": {func(string) error { return nil }, false, ""},
		"last block": {func(dir string) error {
			files := blocks(t, dir)
			return os.Remove(files[len(files)-1])
		}, false, integrity.MissingEnd},
		"first block": {func(dir string) error {
			return os.Remove(blocks(t, dir)[0])
		}, false, integrity.MissingFront},
		"a purge, it seems": {func(dir string) error {
			return os.Remove(blocks(t, dir)[0])
		}, true, ""},
		"stream": {func(dir string) error {
			return os.RemoveAll(stream(dir))
		}, false, integrity.MissingStream},
	} {
		t.Run(name, func(t *testing.T) {
			dir := fill(t, 100, 1000)
			h := held(*check(t, dir).Stream("LOG"))
			h.Stopped = !c.running
			if err := integrity.WriteHeld(dir, h); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(dir); err != nil {
				t.Fatal(err)
			}
			h, err := integrity.ReadHeld(dir)
			if err != nil {
				t.Fatal(err)
			}
			got := check(t, dir).Miss(h)
			switch {
			case c.want == "" && len(got) > 0, c.want != "" &&
				(len(got) != 1 || got[0].Kind != c.want):
				t.Errorf("%v, want %q", got, c.want)
			}
		})
	}
}

// TestHeldDamaged: a note that was not written to its end is known to be none.
func TestHeldDamaged(t *testing.T) {
	dir := t.TempDir()
	if err := integrity.WriteHeld(dir,
		integrity.Held{Streams: []integrity.HeldStream{{Name: "LOG", Last: 9}}}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "chamada.held")
	whole := read(t, file)
	for n := range len(whole) {
		if err := os.WriteFile(file, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if h, err := integrity.ReadHeld(dir); err == nil {
			t.Errorf("%d bytes of it are taken for %v", n, h)
		}
	}
}

// TestReplace: a store is put aside as it is, and the latest two stay.
func TestReplace(t *testing.T) {
	dir := fill(t, 10, 1000)
	first := read(t, blocks(t, dir)[0])
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	r, err := integrity.Replace(dir, now)
	if err != nil || r.Bytes < int64(len(first)) {
		t.Fatalf("%v, %v", r, err)
	}
	if string(
		read(t,
			filepath.Join(r.Dir, "jetstream", "$G", "streams", "LOG", "msgs", "1.blk"))) != string(
		first) {
		t.Error("it is not as it was")
	}
	if err := integrity.WriteHeld(dir, integrity.Held{Stopped: true}); err != nil {
		t.Fatal(err)
	}
	if r, err := integrity.Replace(dir, now); err != nil || r.Dir != "" {
		t.Errorf("without a store: %v, %v", r, err)
	}
	if h, err := integrity.ReadHeld(dir); err != nil || h.Stopped {
		t.Errorf("what it held is not forgotten: %v, %v", h, err)
	}
	for i := range 3 {
		if err := os.Mkdir(filepath.Join(dir, "jetstream"), 0o700); err != nil {
			t.Fatal(err)
		}
		if _, err := integrity.Replace(dir, now.Add(time.Duration(i+1)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	kept, _ := filepath.Glob(filepath.Join(dir, "replaced-*"))
	if len(kept) != 2 || filepath.Base(kept[0]) != "replaced-20261122T080002.000Z" {
		t.Errorf("kept are %v", kept)
	}
}

// TestLogsOfAnySystemAccount: the logs of replication are found whatever the account is
// called that has them.
func TestLogsOfAnySystemAccount(t *testing.T) {
	dir := fill(t, 10, 1000)
	for _, account := range []string{"$SYS", "SYS"} {
		log := filepath.Join(dir, "jetstream", account, "_js_", "S-R3F-"+account)
		if err := os.CopyFS(log, os.DirFS(stream(dir))); err != nil {
			t.Fatal(err)
		}
	}
	logs := 0
	for _, s := range check(t, dir).Streams {
		if s.Log() {
			logs++
		}
	}
	if logs != 2 {
		t.Errorf("%d logs were looked at", logs)
	}
}
