package web

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestGateTurnsAway has more come than there are slots: who waits too long is turned away, and
// who finds too many waiting is so at once.
func TestGateTurnsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		var inside []*turn
		for range cap(g.slots) {
			inside = append(inside, g.enter(t.Context()))
		}
		began := time.Now()
		waited := make(chan *turn, maxAtGate)
		for range maxAtGate {
			go func() { waited <- g.enter(t.Context()) }()
		}
		synctest.Wait()
		if g.enter(t.Context()) != nil || !time.Now().Equal(began) {
			t.Error("one more than may wait was not turned away at once")
		}
		inside[0].leave()
		inside[0].leave() // no more than one slot
		if first := <-waited; first == nil || !time.Now().Equal(began) {
			t.Error("the slot that was left was given to nobody")
		}
		for range maxAtGate - 1 {
			if <-waited != nil || time.Since(began) != atGate {
				t.Fatal("the others were not turned away when their time was over")
			}
		}
		if got := g.turned.Load(); got != maxAtGate {
			t.Errorf("%d were counted", got)
		}
	})
}

// TestGateAside has others make their answers while one waits for the bus, which then comes back
// to its own, however long it takes.
func TestGateAside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		first := g.enter(t.Context())
		var others []*turn
		first.aside(func() {
			for range cap(g.slots) {
				others = append(others, g.enter(t.Context()))
			}
			go func() {
				time.Sleep(10 * atGate)
				others[0].leave()
			}()
		})
		if len(g.slots) != cap(g.slots) {
			t.Errorf("%d slots are taken of %d", len(g.slots), cap(g.slots))
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if g.enter(gone) != nil {
			t.Error("somebody who has gone was let in")
		}
		first.leave()
		if len(g.slots) != cap(g.slots)-1 {
			t.Error("the slot was not left")
		}
		(*turn)(nil).aside(func() {}) // who passes beside has none
		(*turn)(nil).leave()
	})
}
