//go:build faults && linux

package linearizability_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// user is one client, with a mind of its own.
type user struct {
	*client
	load *load
	rng  *rand.Rand
}

func (u *user) do(o history.Operation) history.Operation {
	o = u.ask(o)
	u.load.remember(o)
	return o
}

// think is false when it is time to go.
func (u *user) think(most time.Duration) bool {
	select {
	case <-u.load.stopped:
		return false
	case <-time.After(time.Duration(u.rng.Int64N(int64(most)))):
		return true
	}
}

// anything asks for whatever there is to ask for, in small classes.
func (u *user) anything() {
	for u.think(20 * time.Millisecond) {
		class := u.load.small(u.rng.IntN(smallClasses))
		switch n := u.rng.IntN(100); {
		case n < 12:
			u.do(u.load.fresh(history.Start, class))
		case n < 20:
			u.do(u.load.fresh(history.End, class))
		case n < 33:
			u.do(u.load.fresh(history.List, class))
		case n < 40:
			u.repeat()
		case n < 46:
			u.do(u.load.fresh(history.Code, class))
		case n < 48:
			u.do(u.load.fresh(history.Check, class))
		case n < 52:
			u.mark(class, smallStudents, n < 50)
		default:
			u.present(class, smallStudents)
		}
	}
}

// present scans first, now and then, and comes with what proof there is.
func (u *user) present(class subjects.Class, students int) {
	if u.rng.IntN(5) == 0 {
		u.do(u.proven(u.load.fresh(history.Scan, class)))
	}
	u.come(class, u.anybody(students))
}

func (u *user) come(class subjects.Class, student subjects.Student) {
	o := u.load.fresh(history.Present, class)
	o.Student = student
	u.do(u.proven(o))
}

// proven is a request with a code or a ticket that the class was given, from one of a few
// devices. Some are of a roll that is over, or of a check; some have none.
func (u *user) proven(o history.Operation) history.Operation {
	o.Device = fmt.Sprint("device", u.rng.IntN(3))
	given := u.load.given(o.Class)
	if len(given) == 0 || u.rng.IntN(10) == 0 {
		return o
	}
	switch g := given[u.rng.IntN(len(given))]; {
	case g.Op == history.Code:
		o.Code = g.Given
	case o.Op == history.Present:
		o.Ticket = g.Given
		if u.rng.IntN(3) > 0 {
			o.Device = g.Device
		}
	}
	return o
}

// mark registers somebody by hand, or strikes somebody out, who then tries to come in.
func (u *user) mark(class subjects.Class, students int, strike bool) {
	o := u.load.fresh(history.Mark, class)
	o.Student, o.Strike = u.anybody(students), strike
	u.do(o)
	if strike {
		u.come(class, o.Student)
	}
}

func (u *user) anybody(students int) subjects.Student {
	return subjects.Student(fmt.Sprintf("%03d", u.rng.IntN(students)))
}

// repeat asks again for what anybody asked for.
func (u *user) repeat() {
	u.load.mu.Lock()
	effects := u.load.effects
	u.load.mu.Unlock()
	if len(effects) > 0 {
		u.ask(again(effects[u.rng.IntN(len(effects))]))
	}
}

// teach has one roll call after the other in the ith large class.
func (u *user) teach(i int) {
	for u.think(500 * time.Millisecond) {
		class := u.load.large(i)
		u.do(u.load.fresh(history.Start, class))
		u.do(u.load.fresh(history.Code, class))
		for range 5 + u.rng.IntN(20) {
			if !u.think(600 * time.Millisecond) {
				break
			}
			u.lookAfter(class)
		}
		u.do(u.load.fresh(history.End, class))
	}
}

// lookAfter lists a class, and does what teachers do seldom: of checks and strikes the last
// few of a roll are repeated under their ids, no more.
func (u *user) lookAfter(class subjects.Class) {
	u.do(u.load.fresh(history.List, class))
	switch u.rng.IntN(8) {
	case 0:
		u.do(u.load.fresh(history.Check, class))
	case 1, 2:
		u.mark(class, largeStudents, u.rng.IntN(2) == 0)
	default:
		u.do(u.load.fresh(history.Code, class))
	}
}

// study registers anybody in the large classes.
func (u *user) study() {
	for u.think(20 * time.Millisecond) {
		u.present(u.load.large(u.rng.IntN(largeClasses)), largeStudents)
		if u.rng.IntN(20) == 0 {
			u.repeat()
		}
	}
}
