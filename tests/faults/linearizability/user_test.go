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
	if o.Outcome.Effective() {
		u.load.remember(o)
	}
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
		case n < 35:
			u.do(u.load.fresh(history.List, class))
		case n < 42:
			u.repeat()
		default:
			u.present(class, smallStudents)
		}
	}
}

func (u *user) present(class subjects.Class, students int) {
	o := u.load.fresh(history.Present, class)
	o.Student = subjects.Student(fmt.Sprintf("%03d", u.rng.IntN(students)))
	u.do(o)
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
		for range 5 + u.rng.IntN(20) {
			if !u.think(600 * time.Millisecond) {
				break
			}
			u.do(u.load.fresh(history.List, class))
		}
		u.do(u.load.fresh(history.End, class))
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
