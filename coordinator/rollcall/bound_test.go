package rollcall_test

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// TestPropertyBound holds that a fence which nobody can ask behind any more is where the
// journal may begin, whatever has been decided across it: by the rules of the fourth version
// nothing holds the journal once it is over.
func TestPropertyBound(t *testing.T) {
	checked := 0
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(1)
		c.history.raises, c.history.version = 100, rollcall.ByKnown
		t.Repeat(map[string]func(*rapid.T){"record": c.record})
		r := c.replicas[0]
		r.Sweep(c.history.now)
		for _, fence := range r.oldest {
			if !c.journal[fence-1].fence || !c.overBefore(fence) {
				continue
			}
			checked++
			if got := r.LowWaterBelow(fence); got != fence {
				t.Fatalf("the journal is needed from record %d, and all before %d is over",
					got, fence)
			}
			again := c.replay(fence, draw(t))
			want := r.Dump(c.history.now)
			if got := again.Dump(c.history.now); !bytes.Equal(got, want) {
				t.Fatalf("begun there it holds\n%s\nand should\n%s", got, want)
			}
		}
	})
	if checked == 0 {
		t.Error("there never was one")
	}
}

// overBefore tells whether nothing from before a record can be asked for.
func (c *cluster) overBefore(record uint64) bool {
	for _, r := range c.naive.rolls {
		if r.opened.Record < record && c.naive.exists(r, c.history.now) {
			return false
		}
	}
	return c.journal[record-1].age+rollcall.Age(hour) <= c.naive.age
}

// TestChainedDecisions has roll calls forgotten one after another, each found open by a start
// just before it is over, and its presence repeated into the next: as long as that goes on, the
// rules of the third version hold all of the journal, those of the fourth no more than what can
// be asked for.
func TestChainedDecisions(t *testing.T) {
	const weeks = 20
	for rules, bound := range map[rollcall.Rules]rollcall.Age{
		rollcall.ByCode:  rollcall.Age(weeks * 7 * day),
		rollcall.ByKnown: rollcall.Age(8*day + hour),
	} {
		c := newCluster(1)
		chain(c, rules, weeks)
		r := c.replicas[0]
		r.Sweep(c.history.now)
		held := c.naive.age - c.journal[r.LowWater()-1].age
		if fourth := rules == rollcall.ByKnown; held > bound || !fourth && held < bound/2 {
			t.Errorf("by the rules of version %d the journal is held until %s, not %s", rules,
				clock(day1+rollcall.Time(held)), clock(day1+rollcall.Time(bound)))
		}
		want := r.Dump(c.history.now)
		if got := c.replay(r.LowWater(), never).Dump(c.history.now); !bytes.Equal(got, want) {
			t.Errorf("begun there it holds\n%s\nand should\n%s", got, want)
		}
	}
}

// chain has classes 1 and 2 be started every six hours, which finds them open until they are
// forgotten, one after the other; and class 3 meet every day, where a student repeats the
// presence of the day before.
func chain(c *cluster, rules rollcall.Rules, weeks int) {
	for n := range weeks * 7 * 4 {
		c.ask(rules, request{verb: "start", class: 1})
		if day := n / 4; day >= 3 {
			c.ask(rules, request{verb: "start", class: 2})
		}
		if day := n / 4; n%4 == 0 {
			today, yesterday := fmt.Sprint("day ", day), fmt.Sprint("day ", day-1)
			c.ask(rules, request{verb: "end", class: 3, id: yesterday})
			c.ask(rules, request{verb: "start", class: 3, id: today})
			c.ask(rules, request{verb: "present", class: 3, student: "1", id: yesterday})
			c.ask(rules, request{verb: "present", class: 3, student: "1", id: today})
		}
		c.history.pass(6 * hour)
	}
}

// ask adds a record of one request, every fifth of which is a fence.
func (c *cluster) ask(rules rollcall.Rules, q request) {
	number := uint64(len(c.journal) + 1)
	q.time = c.history.now
	at := entering{record: number, rules: rules, written: q.time, age: c.history.age,
		after: number - 1, fence: number%5 == 0}
	requests := []request{q}
	c.foresee(at, requests)
	c.apply(nil, at, requests)
}
