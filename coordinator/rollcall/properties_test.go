package rollcall_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// TestPropertyRepeats sends everything that took effect again.
func TestPropertyRepeats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(1)
		t.Repeat(map[string]func(*rapid.T){"record": c.record, "": c.check})
		s := c.replicas[0]
		c.next(s)
		before := s.Dump(c.history.now)
		at := rollcall.Position{Record: s.Next()}
		for _, e := range slices.Clone(c.naive.effects) {
			q := e.request
			q.try = 0 // a later one would be remembered
			q.time = c.history.now
			known := c.naive.before(q)
			if known == nil {
				continue
			}
			if got, want := c.reader.read(s.Apply(at, q.command())),
				said(true, known.reply); got != want {
				t.Fatalf("%v\nagain says\n%s\nand should say\n%s", q, got, want)
			}
			if after := s.Dump(c.history.now); string(after) != string(before) {
				t.Fatalf("%v\nagain makes of\n%s\nthis\n%s", q, before, after)
			}
			at.Index++
		}
	})
}

// TestPropertyTime looks at every reply that tells what happened in a roll
// just then.
func TestPropertyTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, r := newHistory(), newReplica(1)
		latest := make(map[string]rollcall.Time)
		t.Repeat(map[string]func(*rapid.T){"request": func(t *rapid.T) {
			at := rollcall.Position{Record: r.Next()}
			r.enter(h.enter(t, at.Record))
			out := r.Apply(at, h.request(t).command())
			r.sweep(draw(t), h.now)
			if out.Position != at || out.Roll == "" {
				return
			}
			if out.Time < latest[out.Roll] {
				t.Fatalf("roll %s goes from %s back to %s", out.Roll, clock(latest[out.Roll]),
					clock(out.Time))
			}
			latest[out.Roll] = out.Time
		}})
	})
}

// TestPropertyArrivals keeps every list that was handed out and looks again at
// the end.
func TestPropertyArrivals(t *testing.T) {
	type handed struct {
		view rollcall.Arrivals
		was  []arrival
	}
	rapid.Check(t, func(t *rapid.T) {
		h, r := newHistory(), newReplica(1)
		var lists []handed
		t.Repeat(map[string]func(*rapid.T){"request": func(t *rapid.T) {
			r.enter(h.enter(t, r.Next()))
			out := r.Apply(rollcall.Position{Record: r.Next()}, h.request(t).command())
			lists = append(lists, handed{out.Arrivals, arrivals(out.Arrivals)})
			r.sweep(draw(t), h.now)
		}})
		for _, l := range lists {
			if now := arrivals(l.view); !slices.Equal(now, l.was) || l.view.Len() != len(now) {
				t.Fatalf("a list of %v has become %v", l.was, now)
			}
		}
	})
}

// TestPropertyKey holds that an id belongs to what is asked, by whom, for whom and
// where.
func TestPropertyKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asked := rapid.Custom(func(t *rapid.T) request {
			return request{
				verb:    rapid.SampledFrom([]string{"start", "present", "end"}).Draw(t, "verb"),
				class:   rapid.Uint64Range(1, 3).Draw(t, "class"),
				student: rapid.StringMatching(`[0-9]{1,3}`).Draw(t, "student"),
				by:      rapid.StringMatching(`[0-9]{0,2}`).Draw(t, "by"),
				id:      rapid.StringMatching(`[0-9]{1,2}`).Draw(t, "id"),
			}
		})
		a, b := asked.Draw(t, "a"), asked.Draw(t, "b")
		if same := a.command().Key == b.command().Key; same != (a == b) {
			t.Fatalf("%v and %v are the same request: %t", a, b, same)
		}
	})
}

// TestKeyStays holds keys to what stands in journals: a request that comes again
// after an upgrade is the same one.
func TestKeyStays(t *testing.T) {
	for want, q := range map[rollcall.Key]request{
		0x5957d9efc2449e45: {verb: "present", class: 3030, student: "042191010", id: "a1"},
		0x07f1a422a52acf96: {verb: "end", class: 3030, id: "a1"},
		0x877d72cf58331cc4: {verb: "end", class: 3030, by: "clara", id: "a1"},
	} {
		if got := q.command().Key; got != want {
			t.Errorf("the key of %v is %#x, and was %#x", q, uint64(got), uint64(want))
		}
	}
}
