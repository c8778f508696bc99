package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// confirmed is a request that took effect, and what was replied.
type confirmed struct{ subject, id, body, reply string }

// history is what a node has confirmed.
type history struct{ all []confirmed }

// do asks for all of these at once, each under an id of its own, and keeps the replies.
func (h *history) do(t *testing.T, nc *nats.Conn, subject string, bodies ...string) {
	t.Helper()
	var asked []confirmed
	for i, body := range bodies {
		asked = append(asked,
			confirmed{subject: subject, id: fmt.Sprintf("%s-%d-%d", subject, len(h.all), i),
				body: body})
	}
	for i, reply := range askAll(t, nc, asked) {
		asked[i].reply = reply
	}
	h.all = append(h.all, asked...)
}

// askAll gives the replies to requests that are sent at once, again until all are judged.
func askAll(t *testing.T, nc *nats.Conn, asked []confirmed) (replies []string) {
	t.Helper()
	replies = askOnce(t, nc, asked)
	natstest.Eventually(t, "all requests are judged", func() bool {
		var again []confirmed
		var at []int
		for i, reply := range replies {
			if strings.Contains(reply, `"unavailable"`) || strings.Contains(reply, `"overloaded"`) {
				again, at = append(again, asked[i]), append(at, i)
			}
		}
		for n, reply := range askOnce(t, nc, again) {
			replies[at[n]] = reply
		}
		return len(again) == 0
	})
	return replies
}

func askOnce(t *testing.T, nc *nats.Conn, asked []confirmed) (replies []string) {
	t.Helper()
	inbox := nc.NewInbox()
	answers, err := nc.SubscribeSync(inbox + ".*")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answers.Unsubscribe() }()
	for i, a := range asked {
		m := nats.NewMsg(a.subject)
		m.Reply, m.Data = fmt.Sprintf("%s.%d", inbox, i), []byte(a.body)
		m.Header.Set(subjects.HeaderID, a.id)
		if err := nc.PublishMsg(m); err != nil {
			t.Fatal(err)
		}
	}
	replies = make([]string, len(asked))
	for range asked {
		m, err := answers.NextMsg(natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		var i int
		_, _ = fmt.Sscanf(strings.TrimPrefix(m.Subject, inbox+"."), "%d", &i)
		replies[i] = string(m.Data)
	}
	return replies
}

// lacks counts what is not confirmed any more as it was.
func (h *history) lacks(t *testing.T, nc *nats.Conn) (n int) {
	t.Helper()
	for i, reply := range askAll(t, nc, h.all) {
		if reply != h.all[i].reply {
			if n == 0 {
				t.Logf("%s was answered with\n%s\nand is now\n%s", h.all[i].body, h.all[i].reply,
					reply)
			}
			n++
		}
	}
	return n
}

func presences(class, from, to int) (bodies []string) {
	for n := from; n < to; n++ {
		bodies = append(bodies, fmt.Sprintf(`{"class":%d,"student":"%d"}`, class, n))
	}
	return bodies
}

// runNode runs a server on a data directory, nil with the error when it does not start.
func runNode(t *testing.T, dir string) (*node.Main, error) {
	m :=
		node.New(
			node.Config{DataDir: dir, Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0",
				JournalMaxBytes: 127_000})
	return m, m.Run(t.Context())
}

// school fills a journal of some blocks: a roll call that has ended, and two that are open.
// Stopped is its data directory when the node was stopped, killed when it was killed.
func school(t *testing.T) (h *history, stopped, killed, older string) {
	t.Helper()
	dir := func() string { return filepath.Join(t.TempDir(), "data") }
	h, stopped, killed, older = &history{}, dir(), dir(), dir()
	m, err := runNode(t, stopped)
	if err != nil {
		t.Fatal(err)
	}
	nc := natstest.Connect(t, m.ClientURL())
	makeRoom(t, nc)
	h.do(t, nc, subjects.TeacherStart, `{"class":1}`)
	h.do(t, nc, subjects.TeacherStart, `{"class":2}`)
	for i := range 5 {
		for n := range 20 { // a record or two each
			h.do(t, nc, subjects.StudentPresent, presences(1+n%2, 200*i+8*n, 200*i+8*n+8)...)
		}
	}
	if err := copyTree(stopped, older); err != nil {
		t.Fatal(err)
	}
	h.do(t, nc, subjects.TeacherEnd, `{"class":2,"detail":true}`)
	h.do(t, nc, subjects.TeacherStart, `{"class":3}`)
	h.do(t, nc, subjects.StudentPresent, presences(3, 1, 20)...)
	if err := copyTree(stopped, killed); err != nil { // as the disk has it now
		t.Fatal(err)
	}
	nc.Close()
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return h, stopped, killed, older
}

// makeRoom has the journal take more; its blocks stay as small as they were.
func makeRoom(t *testing.T, nc *nats.Conn) {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.Stream(t.Context(), node.Journal.Stream)
	if err != nil {
		t.Fatal(err)
	}
	c := s.CachedInfo().Config
	c.MaxBytes = -1
	if _, err := js.UpdateStream(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

// journalFiles is where the journal is in a data directory.
var journalFiles = filepath.Join("jetstream", "CHAMADA", "streams", "CHAMADA")

// place is the data directory that something is done to.
type place struct {
	t           *testing.T
	dir, stream string
	other       string // the data directory of another node
	older       string // a copy of this one's, of before
}

func (p place) msgs(name string) string { return filepath.Join(p.stream, "msgs", name) }

func (p place) change(file string, do func(b []byte) []byte) {
	b, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	p.must(os.WriteFile(file, do(b), 0o600))
}

func (p place) must(err error) {
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p place) flip(file string, share float64) {
	p.change(file, func(b []byte) []byte { b[int(share*float64(len(b)-1))] ^= 4; return b })
}

// records cuts a block into its records.
func records(b []byte) (all [][]byte) {
	for len(b) > 4 {
		n := int(uint32(b[0])|uint32(b[1])<<8|uint32(b[2])<<16|uint32(b[3])<<24) &^ (1 << 31)
		all, b = append(all, b[:n:n]), b[n:]
	}
	return all
}

func (p place) reorder(file string, do func(all [][]byte) [][]byte) {
	p.change(file, func(b []byte) []byte { return bytes.Join(do(records(b)), nil) })
}

// last is the last block.
func (p place) last() string {
	for i := 99; i > 0; i-- {
		if info, err := os.Stat(p.msgs(fmt.Sprintf("%d.blk", i))); err == nil && info.Size() > 0 {
			return p.msgs(fmt.Sprintf("%d.blk", i))
		}
	}
	p.t.Fatal("no block")
	return ""
}

// damages are what disks, copies and people do to the files of one node.
var damages = []struct {
	name  string
	do    func(place)
	whole bool // nothing is lost by it, or by its repair
}{
	{"a flip in the first record", func(p place) { p.flip(p.msgs("1.blk"), 0) }, false},
	{"a flip early in a block", func(p place) { p.flip(p.msgs("2.blk"), 0.1) }, false},
	{"a flip in the midst of a block", func(p place) { p.flip(p.msgs("2.blk"), 0.5) }, false},
	{"a flip late in a block", func(p place) { p.flip(p.msgs("1.blk"), 0.97) }, false},
	{"a flip in the last record", func(p place) { p.flip(p.last(), 1) }, false},
	{"a zeroed page", func(p place) {
		p.change(p.msgs("2.blk"), func(b []byte) []byte { clear(b[4096:8192]); return b })
	}, false},
	{"a zeroed last page", func(p place) {
		p.change(p.last(), func(b []byte) []byte { clear(b[len(b)-512:]); return b })
	}, false},
	{"a tail cut within a record", func(p place) {
		p.change(p.last(), func(b []byte) []byte { return b[:len(b)-100] })
	}, false},
	{"a tail cut at a record's border", func(p place) {
		p.reorder(p.last(), func(all [][]byte) [][]byte { return all[:len(all)-2] })
	}, false},
	{"a tail of zeros", func(p place) {
		p.change(p.last(), func(b []byte) []byte { return append(b, make([]byte, 4096)...) })
	}, true},
	{"the end of a block in the midst cut", func(p place) {
		p.change(p.msgs("1.blk"), func(b []byte) []byte { return b[:len(b)*2/3] })
	}, false},
	{"the first block deleted", func(p place) { p.must(os.Remove(p.msgs("1.blk"))) }, false},
	{"a block in the midst deleted", func(p place) { p.must(os.Remove(p.msgs("2.blk"))) }, false},
	{"the last block deleted", func(p place) { p.must(os.Remove(p.last())) }, false},
	{"all blocks deleted", func(p place) { p.must(os.RemoveAll(p.msgs(""))) }, false},
	{"a block emptied", func(p place) { p.must(os.Truncate(p.msgs("2.blk"), 0)) }, false},
	{"a block that is a directory", func(p place) {
		p.must(os.Remove(p.msgs("2.blk")))
		p.must(os.Mkdir(p.msgs("2.blk"), 0o700))
	}, false},
	{"a block in another's place", func(p place) {
		p.change(p.msgs("1.blk"), func(b []byte) []byte {
			p.must(os.WriteFile(p.msgs("2.blk"), b, 0o600))
			return b
		})
	}, false},
	{"a block twice", func(p place) {
		p.change(p.msgs("2.blk"), func(b []byte) []byte {
			p.must(os.WriteFile(p.msgs("77.blk"), b, 0o600))
			return b
		})
	}, true},
	{"records reordered in a block", func(p place) {
		p.reorder(p.msgs("2.blk"), func(all [][]byte) [][]byte {
			all[3], all[9] = all[9], all[3]
			return all
		})
	}, true},
	{"a record twice", func(p place) {
		p.reorder(p.msgs("2.blk"), func(all [][]byte) [][]byte {
			return append(all[:5:5], all[4:]...)
		})
	}, true},
	{"a record taken out", func(p place) {
		p.reorder(p.msgs("2.blk"), func(all [][]byte) [][]byte {
			return append(all[:5:5], all[6:]...)
		})
	}, false},
	{"index.db flipped", func(p place) {
		p.must(os.WriteFile(p.msgs("index.db"), []byte("junk junk"), 0o600))
	}, true},
	{"index.db removed", func(p place) { p.must(os.RemoveAll(p.msgs("index.db"))) }, true},
	{"meta.inf flipped", func(p place) { p.flip(filepath.Join(p.stream, "meta.inf"), 0.5) }, true},
	{"meta.inf emptied", func(p place) {
		p.must(os.Truncate(filepath.Join(p.stream, "meta.inf"), 0))
	}, true},
	{"meta.inf removed", func(p place) {
		p.must(os.Remove(filepath.Join(p.stream, "meta.inf")))
	}, true},
	{"meta.sum flipped", func(p place) { p.flip(filepath.Join(p.stream, "meta.sum"), 0.5) }, true},
	{"meta.sum removed", func(p place) {
		p.must(os.Remove(filepath.Join(p.stream, "meta.sum")))
	}, true},
	{"the stream removed", func(p place) { p.must(os.RemoveAll(p.stream)) }, false},
	{"the stream renamed", func(p place) { p.must(os.Rename(p.stream, p.stream+"2")) }, false},
	{"the account renamed", func(p place) {
		account := filepath.Join(p.dir, "jetstream", "CHAMADA")
		p.must(os.Rename(account, account+"2"))
	}, false},
	{"the store removed", func(p place) {
		p.must(os.RemoveAll(filepath.Join(p.dir, "jetstream")))
	}, false},
	{"the note of what was confirmed flipped", func(p place) {
		p.must(
			os.WriteFile(filepath.Join(p.dir, "chamada.confirmed"), bytes.Repeat([]byte("x"), 512),
				0o600))
	}, true},
	{"the note of what was confirmed removed", func(p place) {
		p.must(os.Remove(filepath.Join(p.dir, "chamada.confirmed")))
	}, true},
	{"a block of another journal", func(p place) {
		b, err := os.ReadFile(filepath.Join(p.other, journalFiles, "msgs", "2.blk"))
		p.must(err)
		p.must(os.WriteFile(p.msgs("2.blk"), b, 0o600))
	}, false},
	{"records of another journal at the end", func(p place) {
		p.rewrite(4, func(payload []byte) []byte {
			fields := bytes.SplitN(payload, []byte(" "), 4)
			fields[2] = bytes.ToLower(fields[2]) // its epoch
			return bytes.Join(fields, []byte(" "))
		})
	}, false},
	{"records that nobody has written at the end", func(p place) {
		p.rewrite(6, func(payload []byte) []byte {
			return aPresence.ReplaceAll(payload, []byte("${1}9"))
		})
	}, false},
	{"an older copy of the store", func(p place) {
		p.must(os.RemoveAll(filepath.Join(p.dir, "jetstream")))
		p.must(copyTree(filepath.Join(p.older, "jetstream"), filepath.Join(p.dir, "jetstream")))
	}, false},
	{"an older copy of the last block", func(p place) {
		p.reorder(p.last(), func(all [][]byte) [][]byte { return all[:1] })
		_ = os.Remove(p.msgs("index.db"))
	}, false},
	{"two blocks at once", func(p place) {
		p.flip(p.msgs("1.blk"), 0.4)
		p.flip(p.last(), 0.3)
	}, false},
	{"a block and meta.sum", func(p place) {
		p.flip(p.msgs("2.blk"), 0.4)
		p.must(os.Remove(filepath.Join(p.stream, "meta.sum")))
	}, false},
}

// aPresence is a line of a record, up to the first digit of a student.
var aPresence = regexp.MustCompile(`(present \d+ \d+ )\d`)

// chamada runs the program, and gives back its status and all that it said.
func chamada(t *testing.T, args ...string) (status int, said string) {
	t.Helper()
	var out bytes.Buffer
	status = run(t.Context(), append(args, "--lang", "en"), strings.NewReader(""), &out, &out)
	return status, out.String()
}

// TestDamages has one node meet each kind of damage, stopped in order or killed. Either
// nothing is lost, which asking for everything again shows, or nothing is served; then
// verify has said so before, and after a repair what is missing is told.
func TestDamages(t *testing.T) {
	h, stopped, killed, older := school(t)
	_, other, _, _ := school(t)
	began := time.Now()
	for how, from := range map[string]string{"stopped": stopped, "killed": killed} {
		for _, d := range damages {
			t.Run(how+"/"+d.name, func(t *testing.T) {
				t.Parallel()
				dir := filepath.Join(t.TempDir(), "data")
				if err := copyTree(from, dir); err != nil {
					t.Fatal(err)
				}
				d.do(place{t, dir, filepath.Join(dir, journalFiles), other, older})
				meet(t, h, dir, d.whole)
			})
		}
	}
	t.Cleanup(func() { t.Logf("%d kinds, each twice, took %v", len(damages), time.Since(began)) })
}

// meet starts a node on files, with a repair where it refuses.
func meet(t *testing.T, h *history, dir string, whole bool) {
	verified, said := chamada(t, "journal", "verify", "--data", dir)
	m, err := runNode(t, dir)
	if (err != nil) != (verified != 0) {
		t.Errorf("verify ended with %d and said\n%s\nand the start with %v", verified, said, err)
	}
	if err == nil {
		defer func() { _ = m.Close() }()
		if n := h.lacks(t, natstest.Connect(t, m.ClientURL())); n > 0 {
			t.Errorf("%d of %d that were confirmed are lost, and nobody was told", n, len(h.all))
		}
		t.Log("harmless")
		return
	}
	status, said := chamada(t, "journal", "repair", "--apply", "--data", dir)
	if status != 0 {
		t.Logf("told, and not to be repaired: %s", said)
		return
	}
	repaired(t, h, dir, whole)
}

func repaired(t *testing.T, h *history, dir string, whole bool) {
	m, err := runNode(t, dir)
	if err != nil {
		t.Fatal("repaired it does not start: ", err)
	}
	defer func() { _ = m.Close() }()
	n := h.lacks(t, natstest.Connect(t, m.ClientURL()))
	_, health := natstest.Get(t, m.HTTPURL()+"/healthz")
	_, metrics := natstest.Get(t, m.HTTPURL()+"/metrics")
	told := strings.Contains(health, "given up by a repair") &&
		!strings.Contains(metrics, "chamada_journal_lost_records 0")
	if n > 0 && (!told || whole) {
		t.Errorf("repaired, %d of %d are lost, and health says %q", n, len(h.all), health)
	}
	t.Logf("told, and repaired: %d of %d lost", n, len(h.all))
}
