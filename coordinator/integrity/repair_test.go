package integrity_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/tests/natstest"
)

var log = integrity.Journal{Account: "$G", Stream: "LOG"}

var repaired = time.Date(2026, 11, 28, 1, 2, 3, 0, time.UTC)

func repair(t *testing.T, dir string) string {
	t.Helper()
	kept, err := integrity.Repairing{
		DataDir: dir, Journal: log, Now: repaired,
		Describe: func(stream string, payload []byte) ([]byte, error) {
			return []byte(
				`{"name":"LOG","subjects":["log"],"retention":"limits","discard":"old","storage":"file","num_replicas":1,"deny_delete":true}`), nil
		},
	}.Repair(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// served are the sequences that a server gives out of a store, and the last one it
// has given to a message.
func served(t *testing.T, dir string) (seqs []uint64, last uint64) {
	t.Helper()
	s := natstest.Start(t, dir)
	js, err := jetstream.New(natstest.Connect(t, s.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), "LOG")
	if err != nil {
		t.Fatal(err)
	}
	info := stream.CachedInfo()
	for seq := info.State.FirstSeq; seq <= info.State.LastSeq; seq++ {
		m, err := stream.GetMsg(t.Context(), seq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			t.Fatal(seq, err)
		}
		if want := string(record(int(seq)-1, 1000)); string(m.Data) != want {
			t.Fatalf("record %d is another one", seq)
		}
		seqs = append(seqs, seq)
	}
	if err := s.Shutdown(); err != nil {
		t.Fatal(err)
	}
	return seqs, info.State.LastSeq
}

// TestRepair: what is whole stays, the rest is known to be lost, and the damaged
// files are kept.
func TestRepair(t *testing.T) {
	whole := fill(t, 100, 1000)
	for _, c := range []struct {
		name        string
		do          func(t *testing.T, dir string)
		first, last uint64 // what is lost; 0: nothing
		end         uint64
	}{
		{"a zeroed page", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[1])
			copy(b[4096:8192], make([]byte, 4096))
			write(t, blocks(t, dir)[1], b)
		}, 34, 38, 100},
		{"a block deleted", func(t *testing.T, dir string) {
			remove(t, blocks(t, dir)[1])
		}, 31, 60, 100},
		{"the end cut", func(t *testing.T, dir string) {
			b := read(t, blocks(t, dir)[3])
			write(t, blocks(t, dir)[3], b[:len(b)/2])
		}, 96, 100, 100},
		{"the last block deleted", func(t *testing.T, dir string) {
			remove(t, blocks(t, dir)[3])
		}, 91, 100, 100},
		{"everything deleted", func(t *testing.T, dir string) {
			if err := os.RemoveAll(stream(dir)); err != nil {
				t.Fatal(err)
			}
		}, 1, 100, 100},
		{"the description", func(t *testing.T, dir string) {
			write(t, filepath.Join(stream(dir), "meta.inf"), []byte("{}"))
		}, 0, 0, 100},
		{"its checksum", func(t *testing.T, dir string) {
			remove(t, filepath.Join(stream(dir), "meta.sum"))
		}, 0, 0, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			m := openMark(t, dir)
			confirm(t, m, "journal", 100)
			if err := m.Close(); err != nil {
				t.Fatal(err)
			}
			c.do(t, dir)
			kept := repair(t, dir)
			if _, err := os.Stat(kept); err != nil {
				t.Error(err)
			}
			r, err := integrity.Inspect(t.Context(), dir, log)
			if err != nil || len(r.Damages()) > 0 {
				t.Fatal(err, r.Damages())
			}
			seqs, last := served(t, dir)
			if last != c.end {
				t.Errorf("the next record is given number %d", last+1)
			}
			var want []uint64
			for seq := uint64(1); seq <= 100; seq++ {
				if seq < c.first || seq > c.last {
					want = append(want, seq)
				}
			}
			if fmt.Sprint(seqs) != fmt.Sprint(want) {
				t.Errorf("served %v", seqs)
			}
			loss := fmt.Sprintf("%d-%d@2026-11-28T01:02:03Z", c.first, c.last)
			meta := string(read(t, filepath.Join(stream(dir), "meta.inf")))
			if c.first > 0 && !strings.Contains(meta, loss) {
				t.Errorf("%s is not in %s", loss, meta)
			}
			if kept := repair(t, dir); kept != "" {
				t.Error("repaired again")
			}
		})
	}
}

// TestRepairNothing: what is whole is left alone.
func TestRepairNothing(t *testing.T) {
	dir := fill(t, 3, 10)
	if kept := repair(t, dir); kept != "" {
		t.Fatal(kept)
	}
}

// TestLosses: what is written is what is read, and what overlaps counts once.
func TestLosses(t *testing.T) {
	losses := []integrity.Loss{{34, 38, repaired}, {5, 7, repaired}, {36, 40, repaired}}
	if got := integrity.ParseLosses(integrity.FormatLosses(losses)); fmt.Sprint(got) != fmt.Sprint(
		losses) {
		t.Fatal(got)
	}
	for _, c := range []struct{ first, last, want uint64 }{{1, 100, 10}, {6, 35, 4}, {8, 33, 0},
		{1, 0, 0}} {
		if got := integrity.Lost(losses, c.first, c.last); got != c.want {
			t.Errorf("%d to %d: %d", c.first, c.last, got)
		}
	}
	if got := integrity.ParseLosses("x 1-2 7-3@2026-11-28T01:02:03Z 1-2@yesterday"); got != nil {
		t.Error(got)
	}
}
