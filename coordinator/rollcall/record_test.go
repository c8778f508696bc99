package rollcall_test

import (
	"testing"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// ruled is a state with a roll call that has taken a rule from its class, and has ended.
func ruled(t *testing.T) (s *rollcall.State, id string) {
	t.Helper()
	s = rollcall.NewState()
	for i, c := range []rollcall.Command{
		{Op: rollcall.Start, Class: 30, Key: 1, Teacher: "clara", Terms: rollcall.Terms{Rule: "r"}},
		{Op: rollcall.Present, Class: 30, Key: 2, Student: student(t, "042")},
		{Op: rollcall.Mark, Class: 30, Key: 3, Student: student(t, "7"), Teacher: "clara"},
		{Op: rollcall.Mark, Class: 30, Key: 4, Student: student(t, "8"), Teacher: "clara",
			Asked: &rollcall.Asked{Strike: true, Reason: "saiu"}},
		{Op: rollcall.End, Class: 30, Key: 5, Teacher: "clara"},
	} {
		c.Time = rollcall.Time(1000 + i)
		s.Enter(
			rollcall.Head{Record: uint64(i + 1), After: uint64(i), Rules: rollcall.ByKnown,
				Written: c.Time,
				Age:     rollcall.Age(i)})
		out := s.Apply(rollcall.Position{Record: uint64(i + 1)}, c)
		if id = out.Roll; !out.Effective() {
			t.Fatalf("command %d: %+v", i, out)
		}
	}
	return s, id
}

func student(t *testing.T, text string) rollcall.Student {
	t.Helper()
	s, ok := rollcall.ParseStudent(text)
	if !ok {
		t.Fatal(text)
	}
	return s
}

var clara = &rollcall.Command{Teacher: "clara"}

func TestRecordHasAll(t *testing.T) {
	s, id := ruled(t)
	for _, ask := range []string{"", id} {
		r, ok := s.Record(30, ask, 1010, clara)
		if !ok || !r.Belongs || r.Roll != id || r.Owner != "clara" || r.Ended != 1004 ||
			r.Closed.Record != 5 || r.Terms.Rule != "r" || r.Checks != 1 ||
			len(r.Came) != 2 || len(r.Struck) != 1 {
			t.Fatalf("%+v", r)
		}
		if a, b := r.Came[0], r.Came[1]; a.Receipt.Record != 2 || a.Time != 1001 || a.By != "" ||
			b.By != "clara" || b.Checks != 1 {
			t.Errorf("%+v", r.Came)
		}
	}
	for _, none := range []string{"x", id + "0"} {
		if _, ok := s.Record(30, none, 1010, clara); ok {
			t.Errorf("there is a roll %q", none)
		}
	}
	if r, _ := s.Record(30, id, 1010, &rollcall.Command{Teacher: "davi"}); r.Belongs {
		t.Error("it belongs to another teacher")
	}
	if _, ok := s.Record(31, id, 1010, clara); ok {
		t.Error("a roll is found in another class")
	}
}

// TestHeldUntilKept holds that a roll call whose record is not kept keeps its place in memory and
// in the journal, however old it is, and not a moment longer.
func TestHeldUntilKept(t *testing.T) {
	s, id := ruled(t)
	kept := false
	s.HoldBy(func(r rollcall.EndedRoll) bool {
		if r != (rollcall.EndedRoll{Class: 30, Roll: id}) {
			t.Errorf("asked for %+v", r)
		}
		return !kept
	})
	old := 30 * rollcall.Age(rollcall.AnswersFor)
	s.Enter(rollcall.Head{Record: 6, Rules: rollcall.ByKnown, Written: 2000, Age: old})
	s.Pass(6)
	s.Sweep(2000)
	if n := ended(s); n != 1 || s.LowWater() != 1 {
		t.Fatalf("%d are held, the front may go up to %d", n, s.LowWater())
	}
	if _, ok := s.Record(30, "", 2000, clara); ok {
		t.Error("it can be asked for")
	}
	r, ok := s.Ended(rollcall.EndedRoll{Class: 30, Roll: id})
	if !ok || len(r.Came) != 2 {
		t.Errorf("there is no more than %+v", r)
	}
	kept = true
	s.Sweep(2000)
	if n := ended(s); n != 0 || s.LowWater() == 1 || s.Presences() != 0 {
		t.Errorf("%d are held, the front may go up to %d", n, s.LowWater())
	}
}

func ended(s *rollcall.State) (n int) {
	for range s.EndedRolls() {
		n++
	}
	return n
}
