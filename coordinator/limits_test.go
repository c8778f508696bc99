package coordinator_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// TestTooManyOpen has a teacher open as many roll calls as one may, and one more.
func TestTooManyOpen(t *testing.T) {
	s := startSchool(t)
	s.start(t)
	clara, davi := s.login(t, "clara").Conn, s.login(t, "davi").Conn
	for class := range rollcall.MaxOpen {
		if got, _ := errorOf(
			ask(t, clara, subjects.TeacherStart, "",
				fmt.Sprintf(`{"class":%d}`, class+1))); got != "" {
			t.Fatalf("number %d is refused with %q", class+1, got)
		}
	}
	reply := ask(t, clara, subjects.TeacherStart, "", `{"class":3030}`)
	if got, _ := errorOf(reply); got != subjects.TooManyOpen ||
		reply.Header.Get(subjects.HeaderStatus) != "409" {
		t.Errorf("one more is answered %s, %s", reply.Header.Get(subjects.HeaderStatus), reply.Data)
	}
	if got, _ := errorOf(ask(t, davi, subjects.TeacherStart, "", `{"class":3030}`)); got != "" {
		t.Errorf("another teacher is refused with %q", got)
	}
	if got, _ := errorOf(ask(t, clara, subjects.TeacherEnd, "", `{"class":1}`)); got != "" {
		t.Errorf("an end is refused with %q", got)
	}
	if got, _ := errorOf(ask(t, clara, subjects.TeacherStart, "", `{"class":3031}`)); got != "" {
		t.Errorf("after an end one is refused with %q", got)
	}
}

// TestRaiseIsForAdmins asks as everybody who can reach it.
func TestRaiseIsForAdmins(t *testing.T) {
	s := startSchool(t)
	s.start(t)
	if got, _ := errorOf(
		ask(t, s.login(t, "clara").Conn, subjects.JournalRaise, "",
			`{}`)); got != subjects.Forbidden {
		t.Errorf("a teacher is answered %q", got)
	}
	reply := ask(t, s.login(t, "root").Conn, subjects.JournalRaise, "", `{"dry":true}`)
	var told subjects.Raised
	if err := json.Unmarshal(reply.Data, &told); err != nil || told.Version < 2 ||
		len(told.Readers) != 1 || told.Readers[0].Journal < 2 {
		t.Errorf("an admin is answered %s", reply.Data)
	}
}
