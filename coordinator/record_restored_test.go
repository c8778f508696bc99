package coordinator_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestOlderJournal restores a journal from before an end beside the records from after it. The roll
// call whose record is kept takes nobody any more, and the record stays as it was; one that is
// not kept stays open. That the journal is older is told.
func TestOlderJournal(t *testing.T) {
	t.Parallel()
	dir, older := t.TempDir(), t.TempDir()
	live(t, dir, func(nc *nats.Conn) {
		must(t, nc, subjects.ClassPut, `{"class":30,"students":[{"student":"1"},{"student":"2"}],`+
			`"keep":true}`)
		for _, class := range []string{"30", "31"} {
			must(t, nc, subjects.TeacherStart, `{"class":`+class+`}`)
			must(t, nc, subjects.StudentPresent, `{"class":`+class+`,"student":"1"}`)
		}
	})
	if err := os.CopyFS(older, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	var ended subjects.Roll
	live(t, dir, func(nc *nats.Conn) {
		for range 20 { // so many records that the journal does not come so far by itself
			must(t, nc, subjects.TeacherList, `{"class":30}`)
		}
		ended = decoded[subjects.Roll](t, must(t, nc, subjects.TeacherEnd, `{"class":30}`))
		must(t, nc, subjects.TeacherEnd, `{"class":31}`)
		must(t, nc, subjects.RecordIndex, `{"class":30}`) // so it is kept
	})
	moveRecords(t, dir, older)

	server := natstest.Start(t, older)
	r := start(t, server.ClientURL())
	nc := natstest.Connect(t, server.ClientURL())
	reply := decoded[subjects.Presence](t, must(t, nc, subjects.StudentPresent,
		`{"class":30,"student":"2"}`))
	if reply.Class != 0 || reply.Reason != subjects.NotOpen {
		t.Errorf("a presence that no record will have: %+v", reply)
	}
	open := decoded[subjects.OpenRolls](t, must(t, nc, subjects.TeacherOpen, `{}`))
	if len(open.Rolls) != 1 || open.Rolls[0].Class != 31 {
		t.Errorf("open are %+v", open.Rolls)
	}
	all := strings.Join(r.Warnings(), "\n")
	if !strings.Contains(all, "older than the records") || !strings.Contains(all, ended.Roll) ||
		len(r.Warnings()) != 2 {
		t.Errorf("told is %q", all)
	}
	must(t, nc, subjects.TeacherStart, `{"class":30}`)
	must(t, nc, subjects.TeacherEnd, `{"class":30}`)
	list := decoded[subjects.Records](t, must(t, nc, subjects.RecordIndex, `{"class":30}`))
	if len(list.Records) != 2 || list.Records[0].Roll != ended.Roll ||
		list.Records[0].Totals.Present != 1 || list.Records[1].Totals.Absent != 2 {
		t.Errorf("%+v", list.Records)
	}
}

// live has a server and a coordinator on a data directory, and stops both.
func live(t *testing.T, dir string, do func(*nats.Conn)) {
	t.Helper()
	server := natstest.Start(t, dir)
	r := start(t, server.ClientURL())
	nc, err := natstest.Dial(server.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	do(nc)
	nc.Close()
	if err := errors.Join(r.stop(), server.Shutdown()); err != nil {
		t.Fatal(err)
	}
}

// moveRecords puts the stream of the records of one data directory into another.
func moveRecords(t *testing.T, from, to string) {
	t.Helper()
	at, err := filepath.Glob(filepath.Join(from, "jetstream", "*", "streams", records.Stream))
	if err != nil || len(at) != 1 {
		t.Fatal(at, err)
	}
	place, err := filepath.Rel(from, at[0])
	if err == nil {
		err = os.CopyFS(filepath.Join(to, place), os.DirFS(at[0]))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// must gives the reply to a request that is not refused.
func must(t *testing.T, nc *nats.Conn, subject, payload string) *nats.Msg {
	t.Helper()
	reply := ask(t, nc, subject, "", payload)
	if _, why := errorOf(reply); why != "" {
		t.Fatalf("%s %s: %s", subject, payload, why)
	}
	return reply
}

func decoded[T any](t *testing.T, reply *nats.Msg) (v T) {
	t.Helper()
	if err := json.Unmarshal(reply.Data, &v); err != nil {
		t.Fatalf("%s: %v", reply.Data, err)
	}
	return v
}
