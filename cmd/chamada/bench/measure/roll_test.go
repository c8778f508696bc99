package measure

import (
	"errors"
	"testing"

	"github.com/chamada/chamada/subjects"
)

func TestCheck(t *testing.T) {
	r := newRoll(1, 1000, 5)
	for _, confirmed := range []bool{true, true, false, false} {
		r.next().done(confirmed)
	}
	for _, c := range []struct {
		name             string
		list             []subjects.Student
		missing, strange int
	}{
		{"all", []subjects.Student{"1001", "1000"}, 0, 0},
		{"one whose reply was lost", []subjects.Student{"1000", "1001", "1002"}, 0, 0},
		{"one confirmed is missing", []subjects.Student{"1000"}, 1, 0},
		{"nobody", nil, 2, 0},
		{"one twice", []subjects.Student{"1000", "1001", "1001"}, 0, 1},
		{"one not sent", []subjects.Student{"1000", "1001", "1004"}, 0, 1},
		{"one of another roll", []subjects.Student{"1000", "1001", "999"}, 0, 1},
		{"no number", []subjects.Student{"1000", "1001", "x"}, 0, 1},
	} {
		confirmed, missing, strange := r.check(c.list)
		if confirmed != 2 || missing != c.missing || strange != c.strange {
			t.Errorf("%s: confirmed %d, missing %d, strange %d", c.name, confirmed, missing,
				strange)
		}
	}
}

// TestUnreadLists are read when it is time, or when they are too many, and one that
// cannot be read is no list without anybody.
func TestUnreadLists(t *testing.T) {
	teacher := new(teacher)
	keep := func(list string) {
		r := newRoll(1, 1000, 1)
		r.next().done(true)
		teacher.keep(r, []byte(list))
	}
	keep(`{"students":["1000"]}`)
	keep(`{"students":[]}`)
	if teacher.verified != (Verification{}) {
		t.Errorf("read at once: %+v", teacher.verified)
	}
	teacher.check()
	want := Verification{Rolls: 2, Confirmed: 2, Missing: 1}
	if teacher.verified != want || teacher.err != nil {
		t.Errorf("checked: %+v, %v", teacher.verified, teacher.err)
	}
	teacher.unread = maxUnread
	keep(`{"students":["1000","1001"]}`)
	want = Verification{Rolls: 3, Confirmed: 3, Missing: 1, Strange: 1}
	if teacher.verified != want || teacher.unread != 0 {
		t.Errorf("too many unread: %+v, %d bytes left", teacher.verified, teacher.unread)
	}
	keep("no list")
	teacher.check()
	if teacher.err == nil || teacher.verified != want {
		t.Errorf("what is no list: %+v, %v", teacher.verified, teacher.err)
	}
}

// TestLane checks that a roll call is ended when the last student is settled
// and not before, and that at the end every one has been.
func TestLane(t *testing.T) {
	a := newRecorder()
	class := subjects.Class(0)
	issue := func() *roll { class++; return newRoll(class, 1, 2) }
	l := newLane(a, issue, issue())
	first, second, third := take(t, l), take(t, l), take(t, l)
	if first.roll != second.roll || second.roll == third.roll {
		t.Error("two students to a roll")
	}
	l.done(third, true)
	l.done(second, true)
	if len(a.ended) > 0 {
		t.Error("a roll was ended that still had a student out")
	}
	l.done(first, false)
	if r := <-a.ended; r != first.roll {
		t.Errorf("class %d was ended", r.class)
	}
	l.finish()
	if len(a.ended) != 2 { // the third student's and the one opened ahead
		t.Errorf("%d more were ended", len(a.ended))
	}
}

func TestLaneWithoutARoll(t *testing.T) {
	a := newRecorder()
	a.err = errors.New("not today")
	issue := func() *roll { return newRoll(1, 1, 1) }
	opened := issue()
	l := newLane(a, issue, opened)
	l.done(take(t, l), true)
	for range 2 {
		if _, err := l.next(); !errors.Is(err, a.err) {
			t.Errorf("got %v", err)
		}
	}
	l.finish()
	if r := <-a.ended; r != opened || len(a.ended) > 0 {
		t.Error("what was not opened was ended")
	}
}

// recorder attends to roll calls by taking down which were ended.
type recorder struct {
	err   error
	ended chan *roll
}

func newRecorder() *recorder { return &recorder{ended: make(chan *roll, 10)} }

func (r *recorder) open(*roll) error { return r.err }
func (r *recorder) end(ended *roll)  { r.ended <- ended }
func (r *recorder) check()           {}

func take(t *testing.T, l *lane) student {
	t.Helper()
	s, err := l.next()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
