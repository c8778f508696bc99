package coordinator

import (
	"fmt"
	"testing"
	"time"
)

func TestBudgetIsOfEachLoginAndOfAll(t *testing.T) {
	now := time.Unix(0, 0)
	b := newBudget(func() time.Time { return now }, 1)
	const list = 1 << 20
	fill := func(asker string) (lists int) {
		for b.allows(asker) && b.spend(asker, list, false) {
			lists++
		}
		return lists
	}
	if n := fill("clara"); n != maxAskerListed/list {
		t.Errorf("a login is sent %d lists at once", n)
	}
	if !b.spend("clara", list, true) {
		t.Error("what must be sent is refused")
	}
	all := maxAskerListed/list + 1
	for i := range 100 {
		all += fill(fmt.Sprint("teacher-", i))
	}
	if all != maxListed/list || b.allows("davi") || b.allows("") {
		t.Errorf("all are sent %d lists at once", all)
	}
	now = now.Add(keptFor / 2)
	if n := fill("davi"); n != maxAskerListed/list {
		t.Errorf("later another is sent %d lists", n)
	}
	now = now.Add(2 * keptFor)
	if b.spent() != 0 {
		t.Errorf("%v bytes count when the server has let go of them", b.spent())
	}
	for i := range 2 * someAskers {
		b.spend(fmt.Sprint("later-", i), 1, false)
		now = now.Add(keptFor)
	}
	if len(b.askers) > someAskers {
		t.Errorf("%d logins are remembered", len(b.askers))
	}
}
