//go:build faults && linux

package disk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// hang is longer than any answer may take: half a second in which what was
	// there when the disk failed waits for its record, and one and a half in
	// which that waits to be stored; the rest is for a slow machine.
	hang = 5 * time.Second
	// quick is longer than an answer takes once it is known that nothing can
	// be stored.
	quick = time.Second
)

// check compares what was confirmed with the lists: whoever has no
// confirmation may be there or not, but no student is there twice. Requests
// may have been refused because the journal was not available, or because too
// much waited until that was known, and with the other codes given.
func (l *load) check(t *testing.T, url string, codes ...subjects.Code) {
	t.Helper()
	if l.failed != nil {
		t.Errorf("what must never happen: %v", l.failed)
	}
	if l.slowest > hang {
		t.Errorf("the slowest answer took %v", l.slowest)
	}
	for code := range l.refused {
		if code != subjects.Unavailable && code != subjects.Overloaded &&
			!slices.Contains(codes, code) {
			t.Errorf("some were refused with %s", code)
		}
	}
	present := everyone(t, natstest.Connect(t, url))
	missing := 0
	for student := range l.confirmed {
		if present[student] != 1 {
			missing++
		}
	}
	for student, times := range present {
		if times != 1 {
			t.Errorf("student %s is there %d times", student, times)
		}
	}
	t.Logf("%d confirmed, %d present, %d lost; %v refused; the slowest answer took %v",
		len(l.confirmed), len(present), missing, l.refused, l.slowest)
	if missing > 0 || len(l.confirmed) == 0 {
		t.Errorf("of %d confirmed presences %d are not there", len(l.confirmed), missing)
	}
}

// everyone counts how often each student is in the lists of all classes.
func everyone(t *testing.T, nc *nats.Conn) map[subjects.Student]int {
	t.Helper()
	present := make(map[subjects.Student]int)
	for class := range subjects.Class(classes) {
		var roll subjects.Roll
		natstest.Within(t, 30*time.Second, func() (err error) { // an election may be under way
			roll, err = ask[subjects.Roll](nc, subjects.TeacherList, "",
				subjects.ListRequest{Class: class + 1})
			return err
		})
		for _, student := range roll.Students {
			present[student]++
		}
	}
	return present
}
