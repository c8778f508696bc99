package measure

import (
	"context"
	"math"
	"slices"
	"time"
)

// burst has every student of every class send once, after a smaller burst to
// warm up. When ctx ends it earlier that is the error, and there is no
// measurement.
func (c *crowd) burst(ctx context.Context, t *target, round int, tell func(Progress)) (Measurement,
	error) {
	now := Progress{Phase: Measuring, Round: round, Service: t.name}
	tell(now)
	warmup := newWave(t, c.load.warming(), c.load.Timeout)
	if c.load.Warmup > 0 {
		if _, err := c.let(ctx, warmup, round, now, func(Progress) {}); err != nil {
			return Measurement{}, err
		}
		c.collect() // and forget
	}
	w := newWave(t, c.load.wave(), c.load.Timeout)
	used, err := c.let(ctx, w, round, now, tell)
	if err != nil {
		return Measurement{}, err
	}
	m := newMeasurement(round, t.name, w.counted, c.collect())
	m.addFailures(warmup.counted)
	m.use(used)
	last := w.counted.start
	for _, s := range w.senders {
		m.Late += s.late
		m.Latest = max(m.Latest, s.latest)
		if s.last.After(last) {
			last = s.last
		}
	}
	m.PerSecond = w.counted.perSecond(last)
	return m, nil
}

// let has the roll calls of w opened, runs it, and has them ended.
func (c *crowd) let(ctx context.Context, w *wave, round int, now Progress,
	tell func(Progress)) (usage, error) {
	rolls, err := w.target.openRolls(ctx, slices.Repeat([]int{w.students}, c.load.Classes))
	if err != nil {
		return usage{}, err
	}
	defer w.target.endRolls(rolls)
	w.aim(rolls, uint64(round))
	before, err := c.meter.read(ctx)
	if err != nil {
		return usage{}, err
	}
	if err := w.run(ctx, c.lines, now, tell); err != nil {
		return usage{}, err
	}
	return c.meter.since(ctx, before)
}

// plan is the size of a wave.
type plan struct {
	students int           // of each class
	within   time.Duration // of the first one's time and the last one's
}

// wave is the burst itself.
func (l Load) wave() plan { return plan{l.Students, l.Burst} }

// warming is a smaller burst before it: as many a second, but for no longer
// than the warmup.
func (l Load) warming() plan {
	within := min(l.Warmup, l.Burst)
	return plan{int(math.Ceil(float64(l.Students) * within.Seconds() / l.Burst.Seconds())), within}
}
