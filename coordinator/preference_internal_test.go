package coordinator

import (
	"log/slog"
	"testing"
	"time"
)

func TestRush(t *testing.T) {
	var r rush
	now := time.Now()
	commands := int64(0)
	second := func(n int64) (on bool) {
		for range 10 { // a replica looks more often than it counts
			now, commands = now.Add(100*time.Millisecond), commands+n/10
			on = r.count(now, commands)
		}
		return on
	}
	r.at = now
	for _, step := range []struct {
		seconds  int
		commands int64
		want     bool // in the last of them
	}{
		{60, busyAt - 10, false},
		{3, busyAt, false},
		{20, 0, false}, // it was over at once
		{4, busyAt, true},
		{10, 0, true},
		{7, 0, false},
		{60, busyAt, true},
		{29, busyAt - 10, true},
		{2, 0, false},
	} {
		on := false
		for range step.seconds {
			on = second(step.commands)
		}
		if on != step.want {
			t.Errorf("after %d s with %d commands each a rush is %v", step.seconds, step.commands,
				on)
		}
	}
}

func TestAside(t *testing.T) {
	at := LeaderElsewhere
	p := preference{log: slog.New(slog.DiscardHandler), changed: make(chan struct{}, 1),
		leader: func() Leader { return at }}
	now := time.Now()
	// step lets a look's time pass, in which another replica claims the students or does not.
	step := func(claimed bool, n int) bool {
		for range n {
			now = now.Add(preferEvery)
			if claimed {
				p.hear(now, "")
			}
			p.look(now)
		}
		return p.aside()
	}
	if step(false, 10) {
		t.Error("aside, and nobody has claimed the students")
	}
	if step(true, 1) {
		t.Error("aside at the first claim")
	}
	if !step(true, int(asideAfter/preferEvery)) {
		t.Error("not aside for somebody who goes on claiming the students")
	}
	if !step(false, int(claimFor/preferEvery)) {
		t.Error("not aside any more when claims were late")
	}
	if step(false, 1) {
		t.Error("aside for somebody who has stopped to claim the students")
	}
	for _, lost := range []Leader{LeaderLost, LeaderHere} {
		if !step(true, 10) {
			t.Fatal("not aside")
		}
		at = lost
		if step(true, 1) {
			t.Errorf("aside when the leader is at %d", lost)
		}
		at = LeaderElsewhere
	}
	if !step(true, 10) {
		t.Fatal("not aside")
	}
	for len(p.changed) > 0 {
		<-p.changed
	}
	p.hear(now, "reply")
	if p.aside() || len(p.changed) != 1 {
		t.Error("aside for somebody who has resigned, or nobody was told")
	}
}
