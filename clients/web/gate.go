package web

import (
	"context"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"
)

const (
	// fewestSlots lets answers be made beside one that the machine is slow with.
	fewestSlots = 2
	maxAtGate   = 256 // who wait to have their answer made
	// atGate is how long one waits at most until the answer is begun. It is less than the page's
	// script waits for an answer, and than a person does who would send the form again.
	atGate = time.Second
)

// gate lets in whoever has typed a code, a few at a time: what is made of a page is work for a
// processor, and whoever has scanned, who passes beside the gate, needs one as well. It does not
// bound what is under way to the coordinators, which have bounds of their own.
type gate struct {
	slots   chan struct{} // has one for each answer that is being made
	waiting chan struct{} // has one for each who waits for a slot
	turned  atomic.Uint64
}

func newGate() *gate {
	return &gate{
		slots:   make(chan struct{}, max(fewestSlots, runtime.GOMAXPROCS(0))),
		waiting: make(chan struct{}, maxAtGate),
	}
}

// enter waits for a slot. It gives nil to who is turned away, since too many wait or it has
// lasted too long: nothing was done then.
func (g *gate) enter(ctx context.Context) *turn {
	select {
	case g.slots <- struct{}{}:
		return &turn{g, true}
	default:
	}
	select {
	case g.waiting <- struct{}{}:
		defer func() { <-g.waiting }()
	default:
		g.turned.Add(1)
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, atGate)
	defer cancel()
	select {
	case g.slots <- struct{}{}:
		return &turn{g, true}
	case <-ctx.Done():
		g.turned.Add(1)
		return nil
	}
}

// turn is that of somebody who was let in. A nil turn is of who passes beside the gate.
type turn struct {
	gate *gate
	slot bool // is taken
}

// leave gives the slot to the next one. It may be called again.
func (t *turn) leave() {
	if t != nil && t.slot {
		t.slot = false
		<-t.gate.slots
	}
}

// aside leaves the slot to others while something is waited for. It comes back to it however
// many wait, for what was done must be answered.
func (t *turn) aside(wait func()) {
	if t == nil {
		wait()
		return
	}
	t.leave()
	wait()
	t.gate.slots <- struct{}{}
	t.slot = true
}

// gated has a page wait for its turn when a code comes with the request that was typed.
func (g *Gateway) gated(code func(*http.Request) string, page http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if typed(code(r)) {
			mine := g.gate.enter(r.Context())
			if mine == nil {
				g.turnAway(w, r)
				return
			}
			defer mine.leave()
			visitOf(r).turn = mine
		}
		page(w, r)
	}
}

func codeInPath(r *http.Request) string { return r.PathValue("code") }

// TurnedAway is how many who had typed a code were asked to come again, because too many had.
func (g *Gateway) TurnedAway() uint64 { return g.gate.turned.Load() }
