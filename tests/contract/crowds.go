package contract

import (
	"slices"
	"strconv"
	"sync"

	"github.com/chamada/chamada/subjects"
)

func crowdRule(c *client) {
	const students = 1500
	n := class()
	c.start(n)
	var mu sync.Mutex
	var registered []subjects.Presence
	c.crowd(2*students, func(i int) {
		p := decode[subjects.Presence](c, c.present(n, strconv.Itoa(i/2)))
		mu.Lock()
		defer mu.Unlock()
		if p.Refused() {
			c.Errorf("refused: %+v", p)
		}
		if !p.Already {
			registered = append(registered, p)
		}
	})
	if len(registered) != students {
		c.Errorf("%d of %d students were registered by one of their two requests", len(registered),
			students)
	}
	c.listed(decode[subjects.Roll](c, c.end(n)), registered)
}

// listed checks that the roll is exactly what was confirmed, in that order.
func (c *client) listed(roll subjects.Roll, confirmed []subjects.Presence) {
	c.Helper()
	slices.SortFunc(confirmed, func(a, b subjects.Presence) int {
		return a.Position.Compare(b.Position)
	})
	if len(roll.Students) != len(confirmed) {
		c.Fatalf("%d students were confirmed, %d are listed", len(confirmed), len(roll.Students))
	}
	for i, p := range confirmed {
		if roll.Students[i] != p.Student {
			c.Fatalf("at %d is %s, want %s", i, roll.Students[i], p.Student)
		}
	}
}

func isolationRule(c *client) {
	const classes, students = 100, 10
	c.crowd(classes, func(i int) {
		n := class()
		c.start(n)
		var confirmed []subjects.Presence
		for s := range students {
			confirmed = append(confirmed,
				decode[subjects.Presence](c, c.present(n, strconv.Itoa(i*7+s))))
		}
		roll := decode[subjects.Roll](c, c.end(n))
		if roll.Class != n {
			c.Errorf("class %d ended, the reply is of %d", n, roll.Class)
		}
		c.listed(roll, confirmed)
	})
}

func contentionRule(c *client) {
	const many = 20
	n := class()
	done := func(act func() bool) (times int) {
		var mu sync.Mutex
		c.crowd(many, func(int) {
			if act() {
				mu.Lock()
				times++
				mu.Unlock()
			}
		})
		return times
	}
	ok := func(status string) bool { return status == "" }
	if got := done(func() bool {
		return ok(c.start(n).Header.Get(subjects.HeaderStatus))
	}); got != 1 {
		c.Errorf("%d starts at once, %d opened it", many, got)
	}
	if got := done(func() bool {
		return !decode[subjects.Presence](c, c.present(n, "1")).Already
	}); got != 1 {
		c.Errorf("%d presences at once, %d were the first", many, got)
	}
	if got := done(func() bool {
		return ok(c.end(n).Header.Get(subjects.HeaderStatus))
	}); got != 1 {
		c.Errorf("%d ends at once, %d ended it", many, got)
	}
}

// crowd does n things, many at once. One that fails the test ends alone.
func (c *client) crowd(n int, act func(i int)) {
	slots := make(chan struct{}, 200)
	var busy sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		busy.Go(func() {
			defer func() { <-slots }()
			act(i)
		})
	}
	busy.Wait()
}
