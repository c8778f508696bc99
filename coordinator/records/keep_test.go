package records_test

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/tests/natstest"
)

// TestKeepsWhatHasEnded has one of three coordinators end roll calls, and die: the others keep
// their records, once. What is not to be kept is not, and holds nothing.
func TestKeepsWhatHasEnded(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	s := &state{ended: map[records.Roll]*records.Kept{}}
	a, _ := start(t, url, s)
	b, _ := start(t, url, s)
	told, untold := s.end(roll(3030, 0, 0)), s.end(roll(3030, 1, 0))
	not := roll(3030, 2, 0)
	not.Rule.Keep.On = false
	unkept := s.end(not)
	for _, roll := range []records.Roll{told, untold, unkept} {
		if !a.Holds(roll) || !b.Holds(roll) {
			t.Fatal("a roll call that may be kept is not held")
		}
	}
	a.Ended(told)
	a.Ended(unkept)
	for _, r := range []*records.Records{a, b} {
		natstest.Eventually(t, "nothing is held", func() bool {
			return !r.Holds(told) && !r.Holds(untold) && !r.Holds(unkept)
		})
	}
	store := open(t, url)
	rolls, err := store.Rolls(t.Context(), 3030)
	if err != nil || len(rolls) != 2 || rolls[told.ID] == nil || rolls[untold.ID] == nil {
		t.Errorf("kept are %v: %v", rolls, err)
	}
	s.erase(told)
	if err := a.Settle(t.Context(), func(records.Roll) bool { return true }); err != nil {
		t.Error(err)
	}
	if !a.Holds(told) {
		t.Error("what is no longer in memory is remembered")
	}
}

func TestSettle(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	s := &state{ended: map[records.Roll]*records.Kept{}}
	r, _ := start(t, url, s)
	store := open(t, url)
	for day := range 20 {
		last := s.end(roll(3030, day, 0))
		err := r.Settle(t.Context(), func(some records.Roll) bool { return some.Class == 3030 })
		if _, none := store.Kept(t.Context(), 3030, last.ID); err != nil || none != nil {
			t.Fatalf("day %d is not there: %v, %v", day, none, err)
		}
	}
}

// TestFullIsTold has the stream take no more: that is told, and what could not be kept is held
// until it is.
func TestFullIsTold(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	full := records.StreamConfig()
	full.MaxMsgs = 1 // the class list
	if _, err := js.CreateStream(t.Context(), full); err != nil {
		t.Fatal(err)
	}
	s := &state{ended: map[records.Roll]*records.Kept{}}
	r, log := start(t, url, s)
	ended := s.end(roll(3030, 0, 0))
	r.Ended(ended)
	natstest.Eventually(t, "it is told", func() bool { return len(r.Warnings()) == 1 })
	if !r.Holds(ended) || !strings.Contains(log.String(), "records cannot be kept just now") {
		t.Errorf("held: %t; %s", r.Holds(ended), log)
	}
	full.MaxMsgs = -1
	if _, err := js.UpdateStream(t.Context(), full); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "it is kept", func() bool {
		return !r.Holds(ended) && len(r.Warnings()) == 0
	})
}
