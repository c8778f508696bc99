//go:build !windows

package kill

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// The student who is erased in these tests.
const (
	erasedNumber = subjects.Student("042191010")
	erasedName   = "Conceição de Araújo Ávila"
)

// attend is a class that keeps records, with two roll calls: she is in the first, absent in the
// second, and that is corrected.
func attend(t testing.TB, client *clients.Client, class subjects.Class) {
	t.Helper()
	check := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	_, err := client.PutClass(ctx, subjects.PutRequest{Class: class,
		ClassList: subjects.ClassList{Keep: subjects.Keep{On: true}, Students: []subjects.Enrolled{
			{Student: "7", Name: "Rui"}, {Student: erasedNumber, Name: erasedName}}}})
	check(err)
	roll := ""
	for day := range 2 {
		started, err := client.Start(ctx, class)
		check(err)
		roll = started.Roll
		if day == 0 {
			_, err = client.Present(ctx, class, erasedNumber)
			check(err)
		}
		_, err = client.End(ctx, class, false)
		check(err)
	}
	mark := subjects.MarkExcused
	_, err = client.Correct(ctx, subjects.CorrectRequest{Class: class, Roll: roll,
		Student: erasedNumber, Mark: &mark, Reason: "atestado", Revision: "0"})
	check(err)
}

// TestEraseOutlivesKill kills the server while it erases somebody, a little later each time, and
// asks again: it is finished then, nobody can read number or name, they stand in no file but the
// journal's, and no message of the records is gone that is not named.
func TestEraseOutlivesKill(t *testing.T) {
	t.Parallel()
	const rounds, longest = 6, 36 * time.Millisecond
	unfinished := 0
	for round := range rounds {
		data := t.TempDir()
		s := serve(t, data)
		client := clients.New(s.nc, clients.Timeout(patience))
		attend(t, client, 3030)
		attend(t, client, 3031)
		request := subjects.EraseRequest{Student: erasedNumber, Reason: "pedido da aluna"}
		began := time.Now()
		go func() { _, _ = client.Erase(t.Context(), request, clients.ID("pedido")) }()
		time.Sleep(longest * time.Duration(round+1) / rounds)
		s.kill(t)
		left := natstest.Traces(t, data, ofJournal, string(erasedNumber), erasedName)
		if len(left) > 0 {
			unfinished++
		}
		t.Logf("round %d: killed %s after it was asked for, %d traces left", round,
			time.Since(began).Round(time.Millisecond), len(left))
		s = serve(t, data)
		client = clients.New(s.nc, clients.Timeout(patience))
		done, err := client.Erase(t.Context(), request, clients.ID("pedido"))
		if err != nil || done.Records != 4 {
			t.Fatalf("round %d: %+v %v", round, done, err)
		}
		for _, stream := range []string{"CHAMADA_RECORDS", "KV_chamada-classes"} {
			natstest.Within(t, natstest.Patience, func() error { return unread(t, s.nc, stream) })
		}
		named(t, s.nc)
		for _, class := range []subjects.Class{3030, 3031} {
			unchanged(t, client, class)
		}
		if left := natstest.Traces(t, data, ofJournal, string(erasedNumber),
			erasedName); len(left) > 0 {
			t.Errorf("round %d: asked again, and there are still %q", round, left)
		}
		s.kill(t)
	}
	if unfinished == 0 {
		t.Error("no kill was in time")
	}
}

// TestBytesOfErasedGoAtStart gives the files back the bytes of all that an erasure has deleted, as
// a server leaves them that dies between its note that a message is deleted and the overwriting.
// When the server is started they go, without anybody's asking.
func TestBytesOfErasedGoAtStart(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, data)
	client := clients.New(s.nc, clients.Timeout(patience))
	attend(t, client, 3030)
	before := map[string][]byte{}
	for _, stream := range []string{"CHAMADA_RECORDS", "KV_chamada-classes"} {
		files, err := filepath.Glob(filepath.Join(data, "jetstream/*/streams", stream,
			"msgs/*.blk"))
		if err != nil || len(files) == 0 {
			t.Fatal(stream, files, err)
		}
		for _, file := range files {
			before[file], err = os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	// Another class is written to the end of the last block, which stays the last.
	attend(t, client, 3031)
	done, err := client.Erase(t.Context(), subjects.EraseRequest{Student: erasedNumber,
		Reason: "pedido da aluna"})
	if err != nil || done.Records != 4 {
		t.Fatalf("%+v %v", done, err)
	}
	s.kill(t)
	traces := func() []string {
		return natstest.Traces(t, data, ofJournal, string(erasedNumber), erasedName)
	}
	if left := traces(); len(left) > 0 {
		t.Fatalf("%q", left)
	}
	for file, was := range before {
		is, err := os.ReadFile(file)
		if err != nil || len(is) < len(was) {
			t.Fatalf("%s was written anew: %d bytes, and before %d: %v", file, len(is), len(was),
				err)
		}
		if err := os.WriteFile(file, append(was, is[len(was):]...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if left := traces(); len(left) < len(before) {
		t.Fatalf("this test looks in the wrong place: %q", left)
	}
	s = serve(t, data)
	if left := traces(); len(left) > 0 {
		t.Errorf("there are still %q", left)
	}
	client = clients.New(s.nc, clients.Timeout(patience))
	for _, class := range []subjects.Class{3030, 3031} {
		unchanged(t, client, class)
	}
	named(t, s.nc)
	s.kill(t)
}

// ofJournal is the folder of the journal, which drops what it has by itself.
var ofJournal = []string{"streams/CHAMADA"}

// unread is why somebody could read number or name in a stream.
func unread(t testing.TB, nc *nats.Conn, name string) error {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	stream, err := js.Stream(t.Context(), name)
	if err != nil {
		return err
	}
	for seq := uint64(1); seq <= stream.CachedInfo().State.LastSeq; seq++ {
		m, err := stream.GetMsg(t.Context(), seq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		for _, text := range []string{string(erasedNumber), erasedName} {
			if bytes.Contains(m.Data, []byte(text)) {
				return fmt.Errorf("message %d of %s has %q", seq, name, text)
			}
		}
	}
	return nil
}

// unchanged holds that the totals are those of before.
func unchanged(t testing.TB, client *clients.Client, class subjects.Class) {
	t.Helper()
	all, err := client.Records(t.Context(), subjects.RecordListRequest{Class: class})
	want := []subjects.Totals{{Present: 1, Absent: 1}, {Absent: 1, Excused: 1}}
	if err != nil || len(all.Records) != 2 || all.Records[0].Totals != want[0] ||
		all.Records[1].Totals != want[1] {
		t.Errorf("class %d: %+v %v", class, all, err)
	}
}

// named holds that an erasure names each message that is gone.
func named(t testing.TB, nc *nats.Conn) {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), "CHAMADA_RECORDS")
	if err != nil {
		t.Fatal(err)
	}
	info, err := stream.Info(t.Context(), jetstream.WithDeletedDetails(true))
	if err != nil || len(info.State.Deleted) == 0 {
		t.Fatalf("%+v: %v", info, err)
	}
	names := map[uint64]bool{}
	for seq := info.State.FirstSeq; seq <= info.State.LastSeq; seq++ {
		m, err := stream.GetMsg(t.Context(), seq)
		if err != nil || !strings.HasPrefix(m.Subject, "chamada.record.roster.erasure.") {
			continue
		}
		var e struct{ Gone [][2]uint64 }
		if err := json.Unmarshal(m.Data, &e); err != nil {
			t.Fatal(err)
		}
		for _, span := range e.Gone {
			for gone := span[0]; gone <= span[1]; gone++ {
				names[gone] = true
			}
		}
	}
	for seq := uint64(1); seq < info.State.FirstSeq; seq++ {
		info.State.Deleted = append(info.State.Deleted, seq)
	}
	for _, seq := range info.State.Deleted {
		if !names[seq] {
			t.Errorf("message %d is gone, and no erasure names it", seq)
		}
	}
}
