package bench

import (
	"cmp"
	"context"
	"io"
	"sync/atomic"
	"time"
)

// Held is what came of the presences that were registered before anything was
// measured, in roll calls that stay open until all is.
type Held struct {
	Presences int64  `json:"presences"` // confirmed
	Classes   int    `json:"classes"`
	Errors    int64  `json:"errors"`
	Refused   int64  `json:"refused"`
	Failure   string `json:"first_error,omitempty"` // for people
}

// hall is open roll calls whose students are handed out once, all together.
type hall struct {
	target   *target
	rolls    []*roll
	students []student
	given    atomic.Int64
	report   *Held // nil when nothing is held
}

func (h *hall) next() (student, error) {
	i := h.given.Add(1) - 1
	if i >= int64(len(h.students)) {
		return student{}, io.EOF
	}
	return h.students[i], nil
}

func (h *hall) settle(s student, confirmed bool) { s.settle(confirmed) }

// holders are the clients that register what is held before a burst, which
// has no number of clients.
const holders = 512

// ages are longer than anything takes.
const ages = 365 * 24 * time.Hour

// hold registers what the load says is to be held. What it returns is to be
// released, also with an error, that of ctx or of a roll call not opened.
func (c *crowd) hold(ctx context.Context, t *target, tell func(Progress)) (*hall, error) {
	h := &hall{target: t}
	if c.load.Held == 0 {
		return h, nil
	}
	now := time.Now()
	counted := newTally(now, now.Add(ages))
	stop := counted.follow(Progress{Phase: Holding, Of: c.load.Held}, tell)
	defer stop()
	var err error
	if h.rolls, err = t.openRolls(ctx, c.sizes()); err != nil {
		return h, err
	}
	h.students = all(h.rolls)
	err = c.ask(ctx, cmp.Or(c.load.Clients, holders), t, func(int) source { return h }, counted)
	c.collect() // and forget: nobody waits for these
	h.report = &Held{
		Presences: counted.confirmed.Load(), Classes: len(h.rolls),
		Errors: counted.failed.Load(), Refused: counted.refused.Load(), Failure: counted.firstFailure(),
	}
	return h, err
}

// sizes are those of the roll calls that hold what is to be held.
func (c *crowd) sizes() (sizes []int) {
	for left := c.load.Held; left > 0; left -= c.load.Students {
		sizes = append(sizes, min(left, c.load.Students))
	}
	return sizes
}

func (h *hall) release(tell func(Progress)) {
	if len(h.rolls) > 0 {
		tell(Progress{Phase: Ending})
		h.target.endRolls(h.rolls)
	}
}
