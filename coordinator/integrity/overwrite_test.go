package integrity_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/tests/natstest"
)

// persons is a stream from which messages are deleted.
type persons struct {
	t      *testing.T
	dir    string
	server *embedded.Server
	stream jetstream.Stream
	js     jetstream.JetStream
	stored int
}

func openPersons(t *testing.T, dir string) *persons {
	t.Helper()
	p := &persons{t: t, dir: dir, server: natstest.Start(t, dir)}
	var err error
	if p.js, err = jetstream.New(natstest.Connect(t, p.server.ClientURL())); err != nil {
		t.Fatal(err)
	}
	return p
}

// newPersons makes it. The server begins a new file every 32,000 bytes.
func newPersons(t *testing.T, perSubject int64) *persons {
	t.Helper()
	p := openPersons(t, t.TempDir())
	_, err := p.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "PERSONS",
		Subjects: []string{"person.>"}, MaxMsgsPerSubject: perSubject, MaxBytes: maxBytes,
		Discard: jetstream.DiscardNew})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// put stores a message with a payload that no other has.
func (p *persons) put(subject int) {
	p.t.Helper()
	p.stored++
	m := nats.NewMsg(fmt.Sprint("person.", subject))
	m.Data = []byte(strings.Repeat(mark(p.stored), 1+p.stored%100))
	if p.stored%3 == 0 {
		m.Header.Set("Chamada-By", mark(p.stored))
	}
	if _, err := p.js.PublishMsg(p.t.Context(), m); err != nil {
		p.t.Fatal(err)
	}
}

// mark is text that random bytes do not have by chance.
func mark(n int) string { return fmt.Sprintf("<%08d>", n) }

func (p *persons) info() *jetstream.StreamInfo {
	p.t.Helper()
	var err error
	if p.stream, err = p.js.Stream(p.t.Context(), "PERSONS"); err != nil {
		p.t.Fatal(err)
	}
	info, err := p.stream.Info(p.t.Context(), jetstream.WithDeletedDetails(true))
	if err != nil {
		p.t.Fatal(err)
	}
	return info
}

// drop deletes a message. That without its bytes is what a server leaves that dies between its
// tombstone and the overwriting.
func (p *persons) drop(seq uint64, withBytes bool) {
	p.t.Helper()
	del := p.stream.DeleteMsg
	if withBytes {
		del = p.stream.SecureDeleteMsg
	}
	if err := del(p.t.Context(), seq); err != nil {
		p.t.Fatal(seq, err)
	}
}

// contents are what the stream shows.
type contents struct {
	Messages      []string
	First, Last   uint64
	Deleted, Live []uint64
	Subjects      uint64
}

func (p *persons) contents() (c contents) {
	p.t.Helper()
	info := p.info()
	c.First, c.Last = info.State.FirstSeq, info.State.LastSeq
	c.Deleted, c.Subjects = info.State.Deleted, info.State.NumSubjects
	for seq := uint64(1); seq <= c.Last; seq++ {
		m, err := p.stream.GetMsg(p.t.Context(), seq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			p.t.Fatal(seq, err)
		}
		c.Live = append(c.Live, seq)
		c.Messages = append(c.Messages, fmt.Sprint(m.Subject, m.Header, m.Time, string(m.Data)))
	}
	return c
}

// copied is the directory as it is now: that of a server that dies.
func (p *persons) copied() string {
	p.t.Helper()
	to := p.t.TempDir()
	if err := os.CopyFS(to, os.DirFS(p.dir)); err != nil {
		p.t.Fatal(err)
	}
	return to
}

// shown is what a server shows of a directory.
func shown(t *testing.T, dir string) contents {
	t.Helper()
	p := openPersons(t, dir)
	c := p.contents()
	if err := p.server.Shutdown(); err != nil {
		t.Fatal(err)
	}
	return c
}

func overwrite(t *testing.T, dir string) integrity.Overwritten {
	t.Helper()
	all, err := integrity.Overwrite(t.Context(), dir, []string{"PERSONS"})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}

// stand are the messages, by their number, whose bytes stand in the blocks.
func (p *persons) stand(dir string) (all []int) {
	p.t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "jetstream/$G/streams/PERSONS/msgs/*"))
	if err != nil || len(files) == 0 {
		p.t.Fatal(files, err)
	}
	for n := 1; n <= p.stored; n++ {
		text := []byte(mark(n))
		if slices.ContainsFunc(files, func(f string) bool {
			return bytes.Contains(read(p.t, f), text)
		}) {
			all = append(all, n)
		}
	}
	return all
}

// message is one of the stream.
type message struct {
	seq     uint64
	subject int
}

func (m message) replaces(old message) bool { return m.subject == old.subject }

// TestPropertyOverwrite: of a stream in which anything may have been stored and deleted, whose
// server died or was stopped, no bytes of deleted messages stand afterwards, and a server shows
// what the one before it has shown.
func TestPropertyOverwrite(t *testing.T) {
	t.Parallel()
	const seeds, steps = 8, 250
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 1))
			single := seed%2 == 1
			p := newPersons(t, map[bool]int64{false: -1, true: 1}[single])
			p.info()
			var live []message
			for range steps {
				if len(live) == 0 || random.IntN(3) > 0 {
					m := message{seq: uint64(p.stored) + 1, subject: random.IntN(12)}
					p.put(m.subject)
					if single {
						live = slices.DeleteFunc(live, m.replaces)
					}
					live = append(live, m)
					continue
				}
				i := random.IntN(len(live))
				p.drop(live[i].seq, !single && random.IntN(3) == 0)
				live = slices.Delete(live, i, i+1)
			}
			want := p.contents()
			died := p.copied()
			if err := p.server.Shutdown(); err != nil {
				t.Fatal(err)
			}
			for _, dir := range []string{died, p.dir} {
				before := len(p.stand(dir))
				done := overwrite(t, dir)
				if done.Err != nil || done.Messages == 0 || before-len(want.Live) != done.Messages {
					t.Errorf("%+v of %d, of which %d live", done, before, len(want.Live))
				}
				left := p.stand(dir)
				var living []int
				for _, seq := range want.Live {
					living = append(living, int(seq)) // each message was stored under its number
				}
				if !slices.Equal(left, living) {
					t.Errorf("%v stand, and %v live", left, living)
				}
				if d := check(t, dir).Damages(); len(d) > 0 {
					t.Error(d)
				}
				if again := overwrite(t, dir); again.Messages != 0 || again.Err != nil {
					t.Errorf("again: %+v", again)
				}
				if got := shown(t, dir); !reflect.DeepEqual(got, want) {
					t.Errorf("it shows\n%.900s\nand has shown\n%.900s",
						fmt.Sprint(got), fmt.Sprint(want))
				}
			}
		})
	}
}

// TestOverwriteLeft: files that a server was writing when it died go, and nothing else.
func TestOverwriteLeft(t *testing.T) {
	t.Parallel()
	p := newPersons(t, -1)
	p.put(1)
	want := p.contents()
	if err := p.server.Shutdown(); err != nil {
		t.Fatal(err)
	}
	msgs := filepath.Join(p.dir, "jetstream/$G/streams/PERSONS/msgs")
	for _, name := range []string{"1.blk.tmp", "7.new", "index.db.tmp", "notes.tmp"} {
		write(t, filepath.Join(msgs, name), []byte(mark(7)))
	}
	log := filepath.Join(p.dir, "jetstream/$SYS/_js_/S-R3F-persons/msgs")
	if err := os.MkdirAll(log, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(log, "1.new"), []byte(mark(7)))
	write(t, filepath.Join(log, "1.blk"), []byte(mark(7)))
	both, err := integrity.Overwrite(t.Context(), p.dir, []string{"PERSONS"})
	if err != nil || len(both) != 2 || both[1].Left != 1 || both[1].Err != nil {
		t.Errorf("%+v %v", both, err)
	}
	if names, _ := filepath.Glob(filepath.Join(log, "*")); len(names) != 1 {
		t.Error(names)
	}
	if err := os.RemoveAll(filepath.Dir(log)); err != nil {
		t.Fatal(err)
	}
	if done := both[0]; done.Left != 3 || done.Messages != 0 || done.Err != nil {
		t.Errorf("%+v", done)
	}
	if names, _ := filepath.Glob(filepath.Join(msgs, "*.tmp")); len(names) != 1 {
		t.Error(names)
	}
	if got := shown(t, p.dir); !reflect.DeepEqual(got, want) {
		t.Errorf("it shows %+v and has shown %+v", got, want)
	}
}

// TestOverwriteNotUnderstood: what is damaged, compressed or encrypted is left as it is.
func TestOverwriteNotUnderstood(t *testing.T) {
	t.Parallel()
	p := newPersons(t, -1)
	p.put(1)
	p.put(2)
	p.info()
	p.drop(1, false)
	if err := p.server.Shutdown(); err != nil {
		t.Fatal(err)
	}
	stream := filepath.Join("jetstream/$G/streams/PERSONS")
	for name, c := range map[string]struct {
		file  string
		alter func([]byte) []byte
		want  error
	}{
		"damaged": {"msgs/1.blk", func(b []byte) []byte { b[30] ^= 1; return b },
			integrity.ErrNotWhole},
		"compressed": {"meta.inf", func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"compression":"none"`), []byte(`"compression":"s2"`), 1)
		}, integrity.ErrNotPlain},
		"encrypted": {"meta.key", func([]byte) []byte { return []byte("key") },
			integrity.ErrNotPlain},
	} {
		dir := p.copied()
		file := filepath.Join(dir, stream, c.file)
		old, _ := os.ReadFile(file) // of the key there is none
		altered := c.alter(bytes.Clone(old))
		if bytes.Equal(altered, old) {
			t.Fatalf("%s: nothing was altered in %s", name, old)
		}
		write(t, file, altered)
		block := filepath.Join(dir, stream, "msgs/1.blk")
		before := read(t, block)
		if done := overwrite(t, dir); !errors.Is(done.Err, c.want) || done.Messages != 0 {
			t.Errorf("%s: %+v", name, done)
		}
		if !bytes.Equal(read(t, block), before) {
			t.Errorf("%s: the block was touched", name)
		}
	}
}
