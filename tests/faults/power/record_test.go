//go:build faults && linux

package power_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/machine"
)

const kept = subjects.Class(3030) // the class that keeps its roll calls

// TestRecordOfOneNode has the power be lost between the end of a roll call and its record: a
// program that stores none has confirmed the end. The real one stores the record then, once, and
// has it still when the power is lost again.
func TestRecordOfOneNode(t *testing.T) {
	t.Parallel()
	s, roll := storesRecord(t, 1)
	s.losePower(s.nodes...)
	if err := start(s.nodes...); err != nil {
		t.Fatal(err)
	}
	s.checkRecord(t, roll)
	if at := s.storedAt(t, roll); len(at) != 1 {
		t.Errorf("after the second loss of power the record is there %d times", len(at))
	}
}

// TestRecordOfAllThree has three nodes do so, each of which could store it.
func TestRecordOfAllThree(t *testing.T) {
	t.Parallel()
	storesRecord(t, 3)
}

func storesRecord(t *testing.T, nodes int) (s *system, roll string) {
	t.Helper()
	s, roll, lost := endsWithoutRecord(t, nodes)
	s.installs(t, synced)
	s.checkRecord(t, roll)
	if at := s.storedAt(t, roll); len(at) != 1 || !at[0].After(lost) {
		t.Errorf("power was lost at %v, the record stored at %v", lost, at)
	}
	return s, roll
}

// TestTeethOfRecords has a program start again that does not look for what has no record: the
// record is missing then, so these tests could have found that.
func TestTeethOfRecords(t *testing.T) {
	t.Parallel()
	s, roll, _ := endsWithoutRecord(t, 1)
	s.installs(t, keepless)
	all, err := s.connect(t)[0].WholeRecords(t.Context(),
		subjects.RecordListRequest{Class: kept})
	if err != nil || len(all) != 0 || len(s.storedAt(t, roll)) != 0 {
		t.Errorf("there is a record that nobody has stored: %+v: %v", all, err)
	}
}

// endsWithoutRecord has the power be lost once the end of a roll call was confirmed, of which no
// record is stored. It returns which, and when.
func endsWithoutRecord(t *testing.T, nodes int) (s *system, roll string, lost time.Time) {
	t.Helper()
	s = newSystem(t, keepless, nodes)
	if err := start(s.nodes...); err != nil {
		t.Fatal(err)
	}
	client := s.connect(t)[0]
	_, err := client.PutClass(t.Context(), subjects.PutRequest{Class: kept,
		ClassList: subjects.ClassList{Keep: subjects.Keep{On: true}, Students: []subjects.Enrolled{
			{Student: "1"}, {Student: "2"}, {Student: "3"}}}})
	if err == nil {
		_, err = client.Start(t.Context(), kept)
	}
	for _, student := range []subjects.Student{"3", "1"} {
		if err == nil {
			_, err = client.Present(t.Context(), kept, student)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	ended, err := client.End(t.Context(), kept, true)
	if err != nil {
		t.Fatal(err)
	}
	if at := s.storedAt(t, ended.Roll); len(at) != 0 {
		t.Fatalf("the record was stored before the power was lost, at %v", at)
	}
	s.losePower(s.nodes...)
	return s, ended.Roll, time.Now()
}

// installs turns the nodes on with another program.
func (s *system) installs(t *testing.T, program string) {
	t.Helper()
	for _, m := range s.nodes {
		m.Install(filepath.Join(machine.Dir(), program))
	}
	if err := start(s.nodes...); err != nil {
		t.Fatal(err)
	}
}

// checkRecord holds that the one roll call is kept, with who was there.
func (s *system) checkRecord(t *testing.T, roll string) {
	t.Helper()
	all, err := s.connect(t)[0].WholeRecords(t.Context(), subjects.RecordListRequest{Class: kept})
	if err != nil || len(all) != 1 || all[0].Roll != roll || !all[0].Kept || all[0].Lost {
		t.Fatalf("of roll call %s is kept %+v: %v", roll, all, err)
	}
	var marks []subjects.Mark
	for _, l := range all[0].Students {
		marks = append(marks, l.Mark)
	}
	if !slices.Equal(marks, []subjects.Mark{subjects.MarkPresent, subjects.MarkAbsent,
		subjects.MarkPresent}) {
		t.Errorf("1 and 3 came, kept is %v", marks)
	}
}

// storedAt is when the record of a roll call was stored, each time that it was.
func (s *system) storedAt(t *testing.T, roll string) (all []time.Time) {
	t.Helper()
	nc, err := nats.Connect(s.urls(4222))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := nc.JetStream(nats.MaxWait(patience))
	if err != nil {
		t.Fatal(err)
	}
	info, err := js.StreamInfo(records.Stream)
	if errors.Is(err, nats.ErrStreamNotFound) {
		return nil // the first record makes it
	}
	if err != nil {
		t.Fatal(err)
	}
	for seq := info.State.FirstSeq; seq <= info.State.LastSeq; seq++ {
		m, err := js.GetMsg(records.Stream, seq)
		switch {
		case errors.Is(err, nats.ErrMsgNotFound):
		case err != nil:
			t.Fatal(err)
		case m.Subject == "chamada.record.kept."+kept.String()+"."+roll:
			all = append(all, m.Time)
		}
	}
	return all
}
