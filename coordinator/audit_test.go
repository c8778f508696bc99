package coordinator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestChangesAreAudited has class lists and records be changed, and the same asked for again: who
// has changed what is in the audit, once, and stays there. No number and no reason is.
func TestChangesAreAudited(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := natstest.Start(t, dir)
	r := start(t, server.ClientURL(), func(c *coordinator.Config) { c.Auth, c.Alone = true, true })
	nc := natstest.Connect(t, server.ClientURL())
	must := func(id, subject, payload string) *nats.Msg {
		t.Helper()
		reply := askOnce(t, nc, ofTeacher, id, subject, payload)
		if code, why := errorOf(reply); code != "" {
			t.Fatalf("%s: %s", subject, why)
		}
		return reply
	}
	const put = `{"class":30,"students":[{"student":"042191010"},{"student":"77"}],` +
		`"teachers":["clara"],"keep":true}`
	for range 2 {
		must("put", subjects.ClassPut, put)
	}
	must("start", subjects.TeacherStart, `{"class":30}`)
	var roll subjects.Roll
	if err := json.Unmarshal(must("end", subjects.TeacherEnd, `{"class":30}`).Data,
		&roll); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		must("correct", subjects.RecordCorrect, fmt.Sprintf(`{"class":30,"roll":%q,`+
			`"student":"042191010","mark":"excused","reason":"atestado de 042191010",`+
			`"revision":"0"}`, roll.Roll))
		must("add", subjects.RecordAdd, `{"class":30,"started":"2026-08-03T11:00:00Z",`+
			`"ended":"2026-08-03T12:00:00Z","students":["042191010"],"reason":"falta de luz"}`)
	}
	must("remove", subjects.ClassRemove, `{"class":30,"revision":1}`)
	want := []audit.Entry{
		{What: audit.ClassPut, Students: 2, Over: "0"},
		{What: audit.RecordCorrect, Roll: roll.Roll, Over: "0"},
		{What: audit.RecordAdd, Students: 1},
		{What: audit.ClassRemove, Over: "1"},
	}
	checkAudit(t, server.ClientURL(), want)
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	if err := server.Shutdown(); err != nil {
		t.Fatal(err)
	}
	checkAudit(t, natstest.Start(t, dir).ClientURL(), want)
}

// TestRepairsAreAudited has records of the journal given up by a repair: what was given up is in
// the audit, once, though two coordinators find it, and find it again when they start anew.
func TestRepairsAreAudited(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lose(t, dir)
	url := natstest.Start(t, dir).ClientURL()
	for range 2 {
		first, second := start(t, url), start(t, url)
		losses := lossesOf(t, url)
		natstest.Eventually(t, "the repair is in the audit", func() bool {
			return len(repairsIn(t, url)) >= len(losses)
		})
		if err := errors.Join(first.stop(), second.stop()); err != nil {
			t.Fatal(err)
		}
		got := repairsIn(t, url)
		if len(losses) == 0 || len(got) != len(losses) {
			t.Fatalf("%+v, of %+v", got, losses)
		}
		for i, l := range losses {
			want := audit.Entry{Format: 1, What: audit.JournalRepair, Time: subjects.At(l.When),
				First: l.First, Last: l.Last}
			if !reflect.DeepEqual(got[i], want) {
				t.Errorf("%+v instead of %+v", got[i], want)
			}
		}
	}
}

// lossesOf are those that the journal's own description has.
func lossesOf(t *testing.T, url string) []integrity.Loss {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), journal.Stream)
	if err != nil {
		t.Fatal(err)
	}
	return integrity.ParseLosses(stream.CachedInfo().Config.Metadata[integrity.LossKey])
}

// repairsIn are the repairs in the audit.
func repairsIn(t *testing.T, url string) []audit.Entry {
	t.Helper()
	all, err := natstest.Stored[audit.Entry](t.Context(), natstest.Connect(t, url), audit.Stream)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(e audit.Entry) bool { return e.What != audit.JournalRepair })
}

// checkAudit holds that the audit has these entries, by clara of class 30, and no other.
func checkAudit(t *testing.T, url string, want []audit.Entry) {
	t.Helper()
	stream := auditOf(t, url)
	if n := stream.CachedInfo().State.Msgs; int(n) != len(want) {
		t.Fatalf("%d entries", n)
	}
	for i, w := range want {
		m, err := stream.GetMsg(t.Context(), uint64(i+1))
		if err != nil {
			t.Fatal(err)
		}
		var got audit.Entry
		if err := json.Unmarshal(m.Data, &got); err != nil || got.Time == 0 {
			t.Fatalf("%s: %v", m.Data, err)
		}
		w.Format, w.Time, w.By, w.Class = 1, got.Time, "clara", 30
		if w.Roll == "" {
			w.Roll = got.Roll
		}
		if !reflect.DeepEqual(got, w) {
			t.Errorf("%+v instead of %+v", got, w)
		}
		for _, secret := range []string{"042191010", "atestado", "falta de luz"} {
			if bytes.Contains(m.Data, []byte(secret)) {
				t.Errorf("%s says %s", m.Data, secret)
			}
		}
	}
}

func auditOf(t *testing.T, url string) jetstream.Stream {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), audit.Stream)
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

// TestUnauditedIsRefused has the audit take no more: nothing is changed, and whoever asks is told.
// Nobody can take anything out of it.
func TestUnauditedIsRefused(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r := start(t, url)
	nc := natstest.Connect(t, url)
	put := func(class int) (code subjects.Code, why string) {
		return errorOf(ask(t, nc, subjects.ClassPut, "",
			fmt.Sprintf(`{"class":%d,"students":[]}`, class)))
	}
	if _, why := put(1); why != "" {
		t.Fatal(why)
	}
	stream := auditOf(t, url)
	if stream.Purge(t.Context()) == nil || stream.DeleteMsg(t.Context(), 1) == nil {
		t.Error("an entry can be deleted")
	}
	js, _ := jetstream.New(nc)
	full := stream.CachedInfo().Config
	full.MaxMsgs = 1
	if _, err := js.UpdateStream(context.Background(), full); err != nil {
		t.Fatal(err)
	}
	if code, why := put(2); code != subjects.Overloaded || !bytes.Contains([]byte(why),
		[]byte("audit")) {
		t.Errorf("%s: %s", code, why)
	}
	if code, _ := errorOf(ask(t, nc, subjects.ClassGet, "", `{"class":2}`)); code !=
		subjects.NoClass {
		t.Errorf("the class was put: %s", code)
	}
	if !bytes.Contains([]byte(r.log.String()), []byte("a change was refused")) {
		t.Error(r.log)
	}
}
