//go:build faults && linux

package disk_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

// roomyMiB is the size of a disk on which there is room for a reserve.
const roomyMiB = 160

// TestRecordsOnAFullDisk has a roll call have ended whose record is not stored yet when the disk
// becomes full, from outside or by the journal. It is stored in the room kept for it, for which a
// server that is killed meanwhile knows as well, and nothing else is. By its limit the journal
// leaves some room on a disk that is too small for a reserve.
func TestRecordsOnAFullDisk(t *testing.T) {
	for _, c := range []struct {
		name              string
		byJournal, killed bool
	}{{"outside", false, false}, {"outside, killed", false, true}, {"journal", true, false},
		{"journal, killed", true, true}} {
		t.Run(c.name, func(t *testing.T) {
			size, filler := int64(roomyMiB), ""
			if c.byJournal {
				size = diskMiB
			}
			disk := newFilesystem(t, size)
			if c.byJournal {
				filler = disk.write(t, mostMiB)
			}
			addrs := natstest.FreeAddrs(t, 2)
			run := func() *server {
				p := launch(t, disk.data(), "--listen", addrs[0], "--http", addrs[1])
				p.URLs = process.URLs{Client: "nats://" + addrs[0], HTTP: "http://" + addrs[1]}
				return p
			}
			p := run()
			p.listens(t)
			disk.reserve(t, !c.byJournal)
			p.endOne(t, 500)
			p.limitRecords(t, 1) // so the next waits
			p.endOne(t, 501)
			l := newLoad(t, p.Client)
			if !c.byJournal {
				l.grows(t)
				filler = disk.write(t, roomyMiB)
			}
			p.becomes(t, http.StatusServiceUnavailable, "in the room kept for them")
			disk.reserve(t, false)
			l.starves(t)
			l.stop()
			if c.killed {
				p.Kill()
				p = run()
				natstest.Within(t, patience, func() error {
					c, err := net.Dial("tcp", addrs[1])
					if err == nil {
						err = c.Close()
					}
					return err
				})
				p.becomes(t, http.StatusServiceUnavailable, "in the room kept for them")
			}
			if p.isKept(t, 501) == nil {
				t.Fatal("it was stored before")
			}
			p.limitRecords(t, -1)
			natstest.Within(t, patience, func() error { return p.isKept(t, 501) })
			remove(t, filler)
			p.becomes(t, http.StatusOK, "ok")
			disk.reserve(t, !c.byJournal)
			l.check(t, p.Client)
			t.Logf("the log:\n%s", p.Said.String())
		})
	}
}

// reserve waits until the reserve is there, or is not.
func (fs *filesystem) reserve(t *testing.T, there bool) string {
	t.Helper()
	name := filepath.Join(fs.data(), "chamada.reserve")
	natstest.Within(t, patience, func() error {
		if info, err := os.Stat(name); (err == nil && info.Size() > 0) != there {
			return fmt.Errorf("%s: %v", name, err)
		}
		return nil
	})
	return name
}

// endOne has a roll call of a class whose records are kept have ended.
func (s *server) endOne(t *testing.T, class subjects.Class) {
	t.Helper()
	nc := natstest.Connect(t, s.Client)
	for _, r := range []struct{ subject, payload string }{
		{subjects.ClassPut, `{"class":%d,"keep":true,"students":[]}`},
		{subjects.TeacherStart, `{"class":%d}`}, {subjects.TeacherEnd, `{"class":%d}`},
	} {
		reply, err := nc.Request(r.subject, fmt.Appendf(nil, r.payload, class), patience)
		if err != nil || reply.Header.Get(subjects.HeaderStatus) != "" {
			t.Fatalf("%s: %v %s", r.subject, err, reply.Data)
		}
	}
	if class == 500 {
		natstest.Within(t, patience, func() error { return s.isKept(t, class) })
	}
}

func (s *server) records(t *testing.T) (jetstream.Stream, error) {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, s.Client))
	if err != nil {
		return nil, err
	}
	return js.Stream(t.Context(), subjects.RecordStream)
}

// limitRecords has the stream of the records take no more than so many bytes.
func (s *server) limitRecords(t *testing.T, bytes int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	stream, err := s.records(t)
	if err != nil {
		t.Fatal(err)
	}
	config := stream.CachedInfo().Config
	config.MaxBytes = bytes
	js, _ := jetstream.New(natstest.Connect(t, s.Client))
	if _, err := js.UpdateStream(ctx, config); err != nil {
		t.Fatal(err)
	}
}

// isKept is nil when the stream has a record of the class.
func (s *server) isKept(t *testing.T, class subjects.Class) error {
	t.Helper()
	stream, err := s.records(t)
	if err != nil {
		return err
	}
	_, err = stream.GetLastMsgForSubject(t.Context(),
		fmt.Sprintf("chamada.record.kept.%d.*", class))
	return err
}
