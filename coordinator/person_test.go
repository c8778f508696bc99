package coordinator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// The student who is erased in these tests.
const (
	erasedNumber = "042191010"
	erasedName   = "Conceição de \"Araújo\" & Ávila"
	eraseHer     = `{"student":"042191010","reason":"pedido da aluna"}`
)

// mustAsk asks and has the reply read.
func mustAsk[T any](t testing.TB, nc *nats.Conn, subject, id, payload string) (v T) {
	t.Helper()
	reply := ask(t, nc, subject, id, payload)
	if code, why := errorOf(reply); code != "" {
		t.Fatalf("%s %s: %s: %s", subject, payload, code, why)
	}
	if err := json.Unmarshal(reply.Data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// attended is a class with her and others, in three roll calls: she comes, is absent and corrected,
// and is struck out. It gives the rolls.
func attended(t testing.TB, nc *nats.Conn, class int) (rolls []string) {
	t.Helper()
	name, _ := json.Marshal(erasedName)
	put := func(more, revision string) {
		mustAsk[subjects.ClassPutDone](t, nc, subjects.ClassPut, "", fmt.Sprintf(`{"class":%d,`+
			`"keep":true,"hours":2,"students":[{"student":"7","name":"Rui"},`+
			`{"student":%q,"name":%s}%s]%s}`, class, erasedNumber, name, more, revision))
	}
	put("", "")
	for day := range 3 {
		started := mustAsk[subjects.Started](t, nc, subjects.TeacherStart, "",
			fmt.Sprintf(`{"class":%d}`, class))
		rolls = append(rolls, started.Roll)
		if day == 0 {
			mustAsk[subjects.Presence](t, nc, subjects.StudentPresent, "",
				fmt.Sprintf(`{"class":%d,"student":%q}`, class, erasedNumber))
		}
		if day == 2 {
			mustAsk[subjects.Marked](t, nc, subjects.TeacherMark, "", fmt.Sprintf(`{"class":%d,`+
				`"student":%q,"present":false,"reason":"não é %s"}`, class, erasedNumber,
				strings.Trim(string(name), `"`)))
		}
		mustAsk[subjects.Roll](t, nc, subjects.TeacherEnd, "", fmt.Sprintf(`{"class":%d}`, class))
	}
	put(`,{"student":"9","name":"Zoé"}`, `,"revision":1`)
	for i, student := range []string{"7", erasedNumber, "7"} {
		r := mustAsk[subjects.Record](t, nc, subjects.RecordGet, "",
			fmt.Sprintf(`{"class":%d,"roll":%q}`, class, rolls[1]))
		mustAsk[subjects.Corrected](t, nc, subjects.RecordCorrect, fmt.Sprintf("c%d", i),
			fmt.Sprintf(`{"class":%d,"roll":%q,"student":%q,"mark":"excused","revision":%q,`+
				`"reason":"atestado de %s"}`, class, rolls[1], student, r.Revision, erasedNumber))
	}
	return rolls
}

// ofJournal is the folder of the journal, which drops what it has by itself.
var ofJournal = []string{"streams/CHAMADA"}

// TestErasedFromFiles erases somebody and looks for number and name in all files of the node, while
// it runs and when it has stopped.
func TestErasedFromFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := natstest.Start(t, dir)
	r := start(t, server.ClientURL())
	nc := natstest.Connect(t, server.ClientURL())
	attended(t, nc, 3030)
	attended(t, nc, 3031)
	for _, text := range []string{erasedNumber, erasedName} {
		if len(natstest.Traces(t, dir, ofJournal, text)) == 0 {
			t.Fatal("this test looks in the wrong place")
		}
	}
	done := mustAsk[subjects.PersonErased](t, nc, subjects.PersonErase, "", eraseHer)
	if done.Records != 6 || done.JournalAfterHours != 192 {
		t.Errorf("%+v", done)
	}
	gone := time.Now().Add(10 * time.Second) // as the contract says
	for traces := []string{""}; len(traces) > 0; time.Sleep(100 * time.Millisecond) {
		traces = natstest.Traces(t, dir, ofJournal, erasedNumber, erasedName)
		if len(traces) > 0 && time.Now().After(gone) {
			t.Fatalf("still there: %q", traces)
		}
	}
	if w := r.Warnings(); len(w) > 0 {
		t.Errorf("%q", w)
	}
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	nc.Close()
	_ = server.Shutdown()
	traces := natstest.Traces(t, dir, ofJournal, erasedNumber, erasedName)
	if len(traces) > 0 {
		t.Errorf("when stopped: %q", traces)
	}
}

// TestErasedStays holds that nothing but number, name and what was said of her is another: marks,
// totals, revisions, replies to repeats, and what the report says of others.
func TestErasedStays(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	nc := natstest.Connect(t, url)
	rolls := attended(t, nc, 3030)
	get := func(roll string) subjects.Record {
		return mustAsk[subjects.Record](t, nc, subjects.RecordGet, "",
			fmt.Sprintf(`{"class":3030,"roll":%q}`, roll))
	}
	var before []subjects.Record
	for _, roll := range rolls {
		before = append(before, get(roll))
	}
	report := mustAsk[subjects.Report](t, nc, subjects.RecordReport, "", `{"class":3030}`)
	first := ask(t, nc, subjects.PersonErase, "pedido-1", eraseHer)
	for i, roll := range rolls {
		after := get(roll)
		if after.Totals != before[i].Totals || len(after.Students) != len(before[i].Students) {
			t.Errorf("%+v was %+v", after, before[i])
		}
		nobodys(t, after)
	}
	now := mustAsk[subjects.Report](t, nc, subjects.RecordReport, "", `{"class":3030}`)
	sameOfOthers(t, report, now)
	if again := ask(t, nc, subjects.PersonErase, "pedido-1", eraseHer); !bytes.Equal(first.Data,
		again.Data) {
		t.Errorf("repeated: %s, first %s", again.Data, first.Data)
	}
	person := mustAsk[subjects.Person](t, nc, subjects.PersonExport, "", `{"student":"042191010"}`)
	if len(person.Lists)+len(person.Records) != 0 || len(person.Recent) != 2 {
		t.Errorf("%+v", person)
	}
}

// sameOfOthers holds that a report says of all others what it said, and nothing of her.
func sameOfOthers(t testing.TB, before, now subjects.Report) {
	t.Helper()
	others := slices.DeleteFunc(before.Students, func(l subjects.ReportLine) bool {
		return l.Student == erasedNumber
	})
	if !reflect.DeepEqual(others, now.Students) {
		t.Errorf("%+v was %+v", now.Students, others)
	}
}

// nobodys holds that one line of a record is nobody's.
func nobodys(t testing.TB, r subjects.Record) {
	t.Helper()
	n := 0
	for _, l := range r.Students {
		if l.Erased {
			n++
		}
		if said := fmt.Sprint(l); strings.Contains(said, erasedNumber) ||
			strings.Contains(said, "Conceição") {
			t.Error(said)
		}
	}
	if n != 1 {
		t.Errorf("%d lines are nobody's: %+v", n, r.Students)
	}
}

// TestEraseRefused holds who may erase, and when.
func TestEraseRefused(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url, func(c *coordinator.Config) { c.Auth, c.Alone = true, true })
	nc := natstest.Connect(t, url)
	for _, asker := range []string{"", ofNobody, ofStudent, ofKiosk, ofTeacher} {
		for _, subject := range []string{subjects.PersonErase, subjects.PersonExport} {
			reply := askAs(t, nc, asker, subject, eraseHer)
			if code, _ := errorOf(reply); code != subjects.Forbidden {
				t.Errorf("%s asks %s: %s", asker, subject, reply.Data)
			}
		}
	}
	malformed := map[string]subjects.Code{
		`[]`: subjects.InvalidJSON, `{}`: subjects.InvalidStudent,
		`{"student":42}`: subjects.InvalidStudent, `{"student":"42"}`: subjects.InvalidField,
		`{"student":"42","reason":"x"}`: subjects.InvalidField,
	}
	for payload, want := range malformed {
		code, why := errorOf(askAs(t, nc, ofAdmin, subjects.PersonErase, payload))
		if code != want {
			t.Errorf("%s: %s %s", payload, code, why)
		}
	}
	askAs(t, nc, ofAdmin, subjects.TeacherStart, `{"class":30}`)
	askAs(t, nc, ofAdmin, subjects.StudentPresent, `{"class":30,"student":"042191010"}`)
	code, why := errorOf(askAs(t, nc, ofAdmin, subjects.PersonErase, eraseHer))
	if code != subjects.Open {
		t.Errorf("in an open roll call: %s %s", code, why)
	}
}

// TestExport has everything of somebody: lists of now and before, each record, and what is in
// memory.
func TestExport(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	nc := natstest.Connect(t, url)
	rolls := attended(t, nc, 3030)
	p := mustAsk[subjects.Person](t, nc, subjects.PersonExport, "", `{"student":"042191010"}`)
	if len(p.Lists) != 2 || len(p.Records) != 3 || len(p.Recent) != 2 {
		t.Fatalf("%+v", p)
	}
	for i, l := range p.Lists {
		if l.Name != erasedName || l.Revision != uint64(2-i) || l.Present != (i == 0) {
			t.Errorf("%+v", l)
		}
	}
	for i, r := range p.Records {
		if r.Roll != rolls[i] || r.Line == nil || r.Line.Student != erasedNumber {
			t.Errorf("%+v", r)
		}
	}
	if l := p.Records[0].Line; l.Mark != subjects.MarkPresent || l.Receipt.Record == 0 {
		t.Errorf("%+v", l)
	}
	if l := p.Records[1].Line; l.Mark != subjects.MarkExcused || len(l.Corrections) != 1 {
		t.Errorf("%+v", l)
	}
	if s := p.Records[2].Struck; s == nil || !strings.Contains(s.Reason, "Ávila") {
		t.Errorf("%+v", s)
	}
	nobody := ask(t, nc, subjects.PersonExport, "", `{"student":"99"}`)
	if want := `"lists":[],"records":[],"recent":[]`; !strings.Contains(string(nobody.Data), want) {
		t.Errorf("%s", nobody.Data)
	}
}
