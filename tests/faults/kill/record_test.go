//go:build !windows

package kill

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

// strikes is how often the server must have been killed between an end and its record.
const strikes = 2

// TestRecordOutlivesKill kills the server just when an end was confirmed, until it was killed
// before the record was stored some times. Started again it keeps each record, once.
func TestRecordOutlivesKill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := serve(t, data)
	p.mustAsk(t, subjects.ClassPut,
		`{"class":3030,"students":[{"student":"1"},{"student":"2"}],"keep":true}`)
	var rolls []string
	for before := 0; before < strikes; {
		p.mustAsk(t, subjects.TeacherStart, `{"class":3030}`)
		p.mustAsk(t, subjects.StudentPresent,
			fmt.Sprintf(`{"class":3030,"student":"%d"}`, 1+len(rolls)%2))
		var ended subjects.Roll
		reply := p.mustAsk(t, subjects.TeacherEnd, `{"class":3030}`)
		p.kill(t)
		killed := time.Now()
		if err := json.Unmarshal(reply, &ended); err != nil {
			t.Fatal(err)
		}
		rolls = append(rolls, ended.Roll)
		p = serve(t, data)
		p.checkRecords(t, rolls)
		if p.storedAt(t, ended.Roll).After(killed) {
			before++
		}
		if len(rolls) > 300 {
			t.Fatalf("of %d times it was killed before the record %d times", len(rolls), before)
		}
	}
	t.Logf("killed %d times, %d times before the record was stored", len(rolls), strikes)
}

func (s *server) mustAsk(t *testing.T, subject, payload string) []byte {
	t.Helper()
	m := nats.NewMsg(subject)
	m.Data = []byte(payload)
	m.Header.Set(subjects.HeaderID, nuid.Next())
	reply, err := s.nc.RequestMsg(m, patience)
	if err != nil || reply.Header.Get(subjects.HeaderStatus) != "" {
		t.Fatalf("%s %s: %v %s", subject, payload, err, reply.Data)
	}
	return reply.Data
}

// checkRecords holds that each roll call is kept, once, with who was there.
func (s *server) checkRecords(t *testing.T, rolls []string) {
	t.Helper()
	var all subjects.Records
	err := json.Unmarshal(s.mustAsk(t, subjects.RecordIndex, `{"class":3030}`), &all)
	if err != nil || len(all.Records) != len(rolls) {
		t.Fatalf("of %d roll calls kept are %+v: %v", len(rolls), all.Records, err)
	}
	for i, r := range all.Records {
		if r.Roll != rolls[i] || r.Totals != (subjects.Totals{Present: 1, Absent: 1}) {
			t.Errorf("roll call %d: %+v", i, r)
		}
	}
	var last subjects.Record
	err = json.Unmarshal(s.mustAsk(t, subjects.RecordGet, `{"class":3030}`), &last)
	came := subjects.Student(fmt.Sprint(1 + (len(rolls)-1)%2))
	if err != nil || last.Roll != rolls[len(rolls)-1] {
		t.Fatalf("%+v: %v", last, err)
	}
	for _, l := range last.Students {
		if l.Mark.Came() != (l.Student == came) {
			t.Errorf("%+v", l)
		}
	}
}

// storedAt is when the record of a roll call was stored.
func (s *server) storedAt(t *testing.T, roll string) time.Time {
	t.Helper()
	js, err := s.nc.JetStream()
	if err != nil {
		t.Fatal(err)
	}
	m, err := js.GetLastMsg(records.Stream, "chamada.record.kept.3030."+roll)
	if err != nil {
		t.Fatal(err)
	}
	return m.Time
}
