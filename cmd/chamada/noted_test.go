package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// keeping fills the streams beside the journal: a class list, the records of roll calls, the
// audit. Killed is a copy of the directory as the disk had it while the node ran.
func keeping(t *testing.T) (stopped, killed string) {
	t.Helper()
	stopped, killed = filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "data")
	m, err := runNode(t, stopped)
	if err != nil {
		t.Fatal(err)
	}
	c := clients.New(natstest.Connect(t, m.ClientURL()))
	for class := subjects.Class(3030); class < 3033; class++ {
		keepRoll(t, c, class)
	}
	natstest.Eventually(t, "the note has all of it", func() bool {
		h, err := integrity.ReadHeld(stopped)
		return err == nil && len(h.Streams) == len(node.Noted) &&
			!slices.ContainsFunc(h.Streams, func(s integrity.HeldStream) bool { return s.Last < 3 })
	})
	if err := copyTree(stopped, killed); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return stopped, killed
}

// keepRoll makes a class list, and a record of a roll call.
func keepRoll(t *testing.T, c *clients.Client, class subjects.Class) {
	t.Helper()
	put := subjects.PutRequest{Class: class, ClassList: subjects.ClassList{
		Keep: subjects.Keep{On: true}, Students: []subjects.Enrolled{{Student: "10", Name: "Ana"}}}}
	_, err := c.PutClass(t.Context(), put)
	if err == nil {
		_, err = c.Start(t.Context(), class)
	}
	if err == nil {
		_, err = c.Present(t.Context(), class, "10")
	}
	if err == nil {
		_, err = c.End(t.Context(), class, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "the record is kept", func() bool {
		all, err := c.Records(t.Context(), subjects.RecordListRequest{Class: class})
		return err == nil && len(all.Records) == 1
	})
}

// TestDamagedEnds: nothing in class lists, records or audit tells that their end is missing, or
// that the last of them was stored to its end before a bit of it changed. The node's note does:
// verify and start say so alike, and after a repair the node starts and tells no number twice.
func TestDamagedEnds(t *testing.T) {
	t.Parallel()
	stopped, killed := keeping(t)
	spoilt := map[string]func(p place){
		"a bit of the last record": func(p place) {
			p.messages(func(b []byte) []byte { b[len(b)-20] ^= 4; return b })
		},
		"its last bytes cut": func(p place) {
			p.messages(func(b []byte) []byte { return b[:len(b)-20] })
		},
		"the last record cut": func(p place) {
			p.messages(func(b []byte) []byte {
				all := records(b)
				return bytes.Join(all[:len(all)-1], nil)
			})
		},
		"the files gone":  func(p place) { p.must(os.RemoveAll(filepath.Join(p.stream, "msgs"))) },
		"the stream gone": func(p place) { p.must(os.RemoveAll(p.stream)) },
		"its description": func(p place) {
			p.change(filepath.Join(p.stream, "meta.inf"), func(b []byte) []byte { return b[:9] })
		},
	}
	for how, from := range map[string]string{"stopped": stopped, "killed": killed} {
		for _, s := range node.Noted {
			for name, spoil := range spoilt {
				if how == "killed" && !strings.Contains(name, "last record") {
					continue // as when it was stopped
				}
				t.Run(how+"/"+s.Stream+"/"+name, func(t *testing.T) {
					t.Parallel()
					dir := filepath.Join(t.TempDir(), "data")
					if err := copyTree(from, dir); err != nil {
						t.Fatal(err)
					}
					files := filepath.Join(dir, "jetstream", s.Account, "streams", s.Stream)
					spoil(place{t: t, dir: dir, stream: files})
					toldAndMended(t, dir, s)
				})
			}
		}
	}
}

// messages changes the last block up to its last message. What stands behind says only which
// messages were deleted.
func (p place) messages(do func(b []byte) []byte) {
	const tombstone = 30 // bytes
	p.change(p.last(), func(b []byte) []byte {
		all := records(b)
		for len(all) > 0 && len(all[len(all)-1]) == tombstone {
			all = all[:len(all)-1]
		}
		return do(bytes.Join(all, nil))
	})
}

// toldAndMended has a damage told by verify and by the start, and repaired.
func toldAndMended(t *testing.T, dir string, s integrity.Journal) {
	t.Helper()
	before, err := integrity.ReadHeld(dir)
	if err != nil {
		t.Fatal(err)
	}
	if status, said := chamada(t, "journal", "verify", "--data", dir); status == 0 ||
		!strings.Contains(said, s.Stream) {
		t.Errorf("verify ends with %d and says %s", status, said)
	}
	if m, err := runNode(t, dir); err == nil {
		_ = m.Close()
		t.Fatal("it starts, and says nothing")
	}
	status, said := chamada(t, "journal", "repair", "--data", dir, "--apply")
	if status != 0 || !strings.Contains(said, "LOSS: ") {
		t.Fatal(said)
	}
	m, err := runNode(t, dir)
	if err != nil {
		t.Fatal("repaired it does not start: ", err)
	}
	defer func() { _ = m.Close() }()
	after := func() (held integrity.Held) { held, _ = integrity.ReadHeld(dir); return held }
	c := clients.New(natstest.Connect(t, m.ClientURL()))
	_, err = c.PutClass(t.Context(), subjects.PutRequest{Class: 4040, ClassList: subjects.ClassList{
		Keep: subjects.Keep{On: true}}})
	if err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "the stream goes on after what was lost", func() bool {
		return end(after(), s) >= end(before, s)
	})
}

// end is the last record of a stream that a note tells of.
func end(h integrity.Held, s integrity.Journal) uint64 {
	for _, held := range h.Streams {
		if held.Key() == s {
			return held.Last
		}
	}
	return 0
}
