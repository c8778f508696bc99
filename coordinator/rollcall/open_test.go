package rollcall_test

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// open is the roll calls that took presences at t, when at was the last position.
func (n *naive) openAt(at rollcall.Position, t rollcall.Time,
	asker request) (open []rollcall.OpenRoll) {
	for _, r := range n.rolls {
		ended := r.over && !after(r.closed, at)
		if after(r.opened, at) || ended || !n.takes(r, t) || !n.may(r, asker) {
			continue
		}
		count := 0
		for _, p := range r.came {
			if !after(p.position, at) && (!p.gone || after(p.left, at)) {
				count++
			}
		}
		open = append(open,
			rollcall.OpenRoll{Class: r.class, Started: r.started, Owner: r.teacher, Count: count})
	}
	return open
}

func after(a, b rollcall.Position) bool {
	return cmp.Or(cmp.Compare(a.Record, b.Record), cmp.Compare(a.Index, b.Index)) > 0
}

// TestPropertyOpen asks replicas, wherever they began, what is open now, and what was
// within the last day.
func TestPropertyOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(2)
		t.Repeat(map[string]func(*rapid.T){"record": c.record, "restart": c.restart})
		for n, written := range c.journal {
			if written.now+day <= c.history.now || len(written.requests) == 0 {
				continue
			}
			index := rapid.IntRange(0, len(written.requests)-1).Draw(t, "index")
			at := rollcall.Position{Record: uint64(n) + 1, Index: uint16(index)}
			c.checkOpen(t, at, written.now, askers.Draw(t, "asker"))
		}
	})
}

func (c *cluster) checkOpen(t *rapid.T, at rollcall.Position, now rollcall.Time, asker request) {
	want := byClass(c.naive.openAt(at, now, asker))
	command := asker.command()
	for n, r := range c.replicas {
		got := r.Open(at, now, 0, &command)
		for i := range got {
			got[i].Roll = "" // which the register has not
		}
		if got = byClass(got); !slices.Equal(got, want) {
			t.Fatalf("replica %d: at %v, %s, open to %v are\n%+v\nand should be\n%+v", n, at,
				clock(now), asker, got, want)
		}
	}
}

func byClass(rolls []rollcall.OpenRoll) []rollcall.OpenRoll {
	slices.SortFunc(rolls, func(a, b rollcall.OpenRoll) int {
		return cmp.Compare(a.Class, b.Class)
	})
	return rolls
}

// TestLatest goes past records with commands and without.
func TestLatest(t *testing.T) {
	s := rollcall.NewState()
	is := func(record uint64, index uint16) {
		t.Helper()
		if got, want := s.Latest(), (rollcall.Position{Record: record, Index: index}); got != want {
			t.Fatalf("everything is applied up to %v, not %v", got, want)
		}
	}
	is(0, 0)
	s.Pass(4)
	is(4, 0)
	for i := range uint16(3) {
		s.Apply(rollcall.Position{Record: 5, Index: i},
			request{verb: "start", class: 3030, time: day1}.command())
	}
	is(5, 2)
	s.Pass(5)
	is(5, 2)
	s.Pass(6)
	is(6, 0)
}
