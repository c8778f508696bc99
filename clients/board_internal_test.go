package clients

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// tell has a board hear of an event.
func tell(t *testing.T, b *board, subject string, event any) {
	t.Helper()
	data, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	b.apply(&nats.Msg{Subject: subject, Data: data})
}

func position(record int) subjects.Position { return subjects.Position{Record: uint64(record)} }

func arrived(t *testing.T, b *board, student subjects.Student, check, record int) {
	t.Helper()
	tell(t, b, subjects.EventPresent(3030), subjects.PresenceEvent{Class: 3030, Roll: "r",
		Presences: []subjects.EventPresence{
			{Student: student, Time: 1, Check: check, Position: position(record)}}})
}

func struck(t *testing.T, b *board, student subjects.Student, record int) {
	t.Helper()
	tell(t, b, subjects.EventMarked(3030), subjects.Marked{Class: 3030, Roll: "r", Time: 1,
		Student: student, Struck: true, Position: position(record)})
}

// listing is a board that has seen the first list, with student 1 on it.
func listing() *board {
	b := &board{class: 3030}
	b.list(subjects.Roll{Class: 3030, Roll: "r", Started: 1, Position: position(3),
		Presences: []subjects.ListedPresence{{Student: "1", Time: 1}},
		Struck:    []subjects.StruckOut{{Student: "9", Time: 1}}})
	if u := b.update(); u.Count != 1 || len(u.Arrivals) != 1 || len(u.Marked) != 0 {
		panic(fmt.Sprintf("first update %+v", u))
	}
	return b
}

// TestStrikeIsOvertaken has the events of two replicas come in another order than they
// happened in.
func TestStrikeIsOvertaken(t *testing.T) {
	b := listing()
	struck(t, b, "1", 4)
	if u := b.update(); u.Count != 0 || len(u.Marked) != 1 || !u.Marked[0].Struck {
		t.Errorf("struck out: %+v", u)
	}
	arrived(t, b, "1", 0, 6) // registered again, and
	struck(t, b, "1", 5)     // struck out once more before that
	if u := b.update(); u.Count != 1 || len(u.Arrivals) != 1 || len(u.Marked) != 0 {
		t.Errorf("registered again: %+v", u)
	}
	struck(t, b, "7", 8) // who never came
	arrived(t, b, "7", 0, 7)
	if u := b.update(); u.Count != 1 || len(u.Arrivals) != 0 {
		t.Errorf("struck out before it was told that they had come: %+v", u)
	}
	struck(t, b, "1", 2) // the list knew that
	if u := b.update(); u.news() {
		t.Errorf("heard again: %+v", u)
	}
}

// TestListTellsWhatWasMissed has a list come after a gap.
func TestListTellsWhatWasMissed(t *testing.T) {
	b := listing()
	b.list(subjects.Roll{Class: 3030, Roll: "r", Started: 1, Position: position(9), Checks: 2,
		Presences: []subjects.ListedPresence{
			{Student: "1", Time: 1, Checks: []int{1, 2}},
			{Student: "2", Time: 5, Checks: []int{2}}},
		Struck: []subjects.StruckOut{{Student: "4", Time: 4, By: "clara"}}})
	u := b.update()
	if u.Count != 2 || len(u.Arrivals) != 1 || len(u.Again) != 1 || u.Again[0].Student != "1" ||
		len(u.Checks) != 1 || u.Checks[0].Check != 2 || u.Checks[0].Time != 0 ||
		len(u.Marked) != 1 || u.Marked[0].By != "clara" {
		t.Errorf("after the gap: %+v", u)
	}
	arrived(t, b, "2", 2, 8) // known by the list
	tell(t, b, subjects.EventCheck(3030),
		subjects.Checked{Class: 3030, Roll: "r", Check: 2, Time: 1})
	if u := b.update(); u.news() {
		t.Errorf("heard again: %+v", u)
	}
	arrived(t, b, "3", 2, 10)
	if u := b.update(); u.Count != 3 || len(u.Arrivals) != 1 || len(u.Again) != 0 {
		t.Errorf("at the second check only: %+v", u)
	}
}
