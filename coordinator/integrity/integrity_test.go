package integrity_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/tests/natstest"
)

// maxBytes makes the server begin a new file every 32,000 bytes, the least it does.
const maxBytes = 127_000

// fill is the data directory of a server that has stored n records of size bytes
// in a stream from which nothing but the front may be removed, and was stopped.
func fill(t *testing.T, n, size int) string {
	t.Helper()
	dir := t.TempDir()
	s, err := embedded.Start(t.Context(), embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	nc := natstest.Connect(t, s.ClientURL())
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	_, err = js.CreateStream(t.Context(), jetstream.StreamConfig{
		Name: "LOG", Subjects: []string{"log"}, DenyDelete: true, MaxBytes: maxBytes,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if _, err := js.Publish(t.Context(), "log", record(i, size),
			jetstream.WithMsgID(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	nc.Close()
	if err := s.Shutdown(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// record is text in which no byte is like its neighbours'.
func record(i, size int) []byte {
	return []byte(strings.Repeat(fmt.Sprintf("%d,", i), size)[:size])
}

func check(t testing.TB, dir string) integrity.Report {
	t.Helper()
	r, err := integrity.Check(context.Background(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func stream(dir string) string { return filepath.Join(dir, "jetstream", "$G", "streams", "LOG") }

func blocks(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(stream(dir), "msgs", "*.blk"))
	if err != nil || len(files) == 0 {
		t.Fatal("no blocks: ", err)
	}
	return files
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t testing.TB, file string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

// TestWhole: what a server wrote has no damage.
func TestWhole(t *testing.T) {
	r := check(t, fill(t, 100, 1000))
	if d := r.Damages(); len(d) > 0 {
		t.Fatal(d)
	}
	s := r.Stream("LOG")
	if s == nil || s.Records != 100 || s.First != 1 || s.Last != 100 || s.Account != "$G" {
		t.Fatalf("%+v", s)
	}
}

// TestNothing: a directory that is new, or is not there, has nothing damaged.
func TestNothing(t *testing.T) {
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "gone")} {
		if r := check(t, dir); len(r.Streams) > 0 {
			t.Errorf("%+v", r)
		}
	}
}

// TestEveryByte: whichever byte of a store changes, it is told, and of a record
// which one.
func TestEveryByte(t *testing.T) {
	dir := fill(t, 8, 60)
	for _, file := range append(blocks(t, dir), filepath.Join(stream(dir), "meta.inf"),
		filepath.Join(stream(dir), "meta.sum")) {
		whole := read(t, file)
		for i := range whole {
			for _, flip := range []byte{1, 0x80, 0xff} {
				b := append([]byte(nil), whole...)
				b[i] ^= flip
				write(t, file, b)
				d := check(t, dir).Damages()
				if len(d) == 0 {
					t.Fatalf("%s: byte %d of %d changed by %#x, and nothing was told",
						filepath.Base(file), i, len(whole), flip)
				}
				if strings.HasSuffix(file, ".blk") && d[0].First != uint64(i/(len(whole)/8))+1 {
					t.Fatalf("byte %d of %d changed, told: %v", i, len(whole), d)
				}
			}
		}
		write(t, file, whole)
	}
	if d := check(t, dir).Damages(); len(d) > 0 {
		t.Fatal(d)
	}
}

// TestHalfMade: what a server leaves that died while it made a stream or a snapshot is
// no damage.
func TestHalfMade(t *testing.T) {
	dir := t.TempDir()
	snapshots := filepath.Join(dir, "jetstream", "$SYS", "_js_", "S-R3F-x", "snapshots")
	for _, d := range []string{filepath.Join(stream(dir), "msgs"), snapshots} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(stream(dir), "meta.inf"), []byte("{}"))
	write(t, filepath.Join(snapshots, "snap.1.2.tmp"), []byte("half"))
	if d := check(t, dir).Damages(); len(d) > 0 {
		t.Fatal(d)
	}
	write(t, filepath.Join(snapshots, "snap.1.2"), []byte("damaged"))
	if d := check(t, dir).Damages(); len(d) != 1 || d[0].Kind != integrity.BadSnapshot {
		t.Fatal(d)
	}
}

// TestDamage: what disks, copies and people do to files, and what is told of it.
func TestDamage(t *testing.T) {
	dir := fill(t, 100, 1000)
	for _, c := range []struct {
		name        string
		do          func(t *testing.T, dir string)
		kind        integrity.Kind
		first, last uint64
	}{
		{"a zeroed page", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[1])
			copy(b[4096:8192], make([]byte, 4096))
			write(t, blocks(t, dir)[1], b)
		}, integrity.BadRecord, 34, 38},
		{"a record taken out", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[1])
			n := len(b) / 30
			write(t, blocks(t, dir)[1], append(b[:2*n:2*n], b[3*n:]...))
		}, integrity.Missing, 33, 33},
		{"two records exchanged", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[1])
			n := len(b) / 30
			c := append([]byte(nil), b...)
			copy(c[:n], b[n:2*n])
			copy(c[n:], b[:n])
			write(t, blocks(t, dir)[1], c)
		}, integrity.Missing, 31, 31},
		{"a block deleted", func(t *testing.T, dir string) {
			remove(t, blocks(t, dir)[1])
		}, integrity.Missing, 31, 60},
		{"a block emptied", func(t *testing.T, dir string) {
			write(t, blocks(t, dir)[1], nil)
		}, integrity.Missing, 31, 60},
		{"a block cut", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[1])
			write(t, blocks(t, dir)[1], b[:len(b)-100])
		}, integrity.BadRecord, 60, 60},
		{"another block's copy", func(t *testing.T, dir string) {
			write(t, blocks(t, dir)[1], read(t, blocks(t, dir)[0]))
		},
			integrity.BadRecord, 31, 60},
		{"the last block cut within a record", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[3])
			write(t, blocks(t, dir)[3], b[:len(b)-100])
		}, integrity.BadTail, 100, 0},
		{"a block that is a directory", func(t *testing.T, dir string) {
			remove(t, blocks(t, dir)[1])
			if err := os.Mkdir(filepath.Join(stream(dir), "msgs", "2.blk"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, integrity.Unreadable, 0, 0},
		{"no description", func(t *testing.T, dir string) {
			remove(t, filepath.Join(stream(dir), "meta.inf"))
		}, integrity.BadMeta, 0, 0},
		{"no checksum of it", func(t *testing.T, dir string) {
			remove(t, filepath.Join(stream(dir), "meta.sum"))
		}, integrity.BadMeta, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			damaged := t.TempDir()
			if err := os.CopyFS(damaged, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			c.do(t, damaged)
			d := check(t, damaged).Damages()
			if len(d) == 0 || d[0].Kind != c.kind || d[0].First != c.first || d[0].Last != c.last {
				t.Fatalf("told %q %+v, wanted %s %d to %d", fmt.Sprint(d), d, c.kind, c.first,
					c.last)
			}
		})
	}
}

// TestPurged: what the server has removed from the front is not missing, in
// whichever block the front is now.
func TestPurged(t *testing.T) {
	dir := t.TempDir()
	s := natstest.Start(t, dir)
	js, err := jetstream.New(natstest.Connect(t, s.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	log, err := js.CreateStream(t.Context(), jetstream.StreamConfig{
		Name: "LOG", Subjects: []string{"log"}, DenyDelete: true, MaxBytes: maxBytes,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		if _, err := js.Publish(t.Context(), "log", record(i, 1000)); err != nil {
			t.Fatal(err)
		}
		if i%7 == 0 {
			if err := log.Purge(t.Context(), jetstream.WithPurgeSequence(uint64(i/2))); err != nil {
				t.Fatal(err)
			}
		}
		r, err := integrity.Live(t.Context(), dir, nil, func() {})
		if err != nil || len(r.Damages()) > 0 {
			t.Fatal(i, err, r.Damages())
		}
	}
}

func FuzzBlock(f *testing.F) {
	f.Add([]byte{}, uint16(0))
	f.Add(make([]byte, 64), uint16(7))
	f.Fuzz(func(t *testing.T, junk []byte, at uint16) {
		dir := t.TempDir()
		msgs := filepath.Join(stream(dir), "msgs")
		if err := os.MkdirAll(msgs, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(msgs, "1.blk"), junk)
		var told int64
		for _, d := range check(t, dir).Damages() {
			if d.Kind == integrity.BadRecord || d.Kind == integrity.BadTail {
				told += d.Bytes
			}
		}
		if told != int64(len(junk)) {
			t.Fatalf("of %d bytes that are no record %d were told", len(junk), told)
		}
	})
}
