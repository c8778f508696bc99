package measure

import (
	"context"
	"sync"
	"time"
)

// steady puts the steady load on t for the warmup and the duration. When ctx
// ends it earlier that is the error, and there is no measurement.
func (c *crowd) steady(ctx context.Context, t *target, round int, tell func(Progress)) (Measurement,
	error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	start := time.Now().Add(c.load.Warmup)
	counted := newTally(start, start.Add(c.load.Duration))
	stop := counted.report(Progress{Phase: Measuring, Round: round, Service: t.name}, tell)
	defer stop()

	var used usage
	var reading sync.WaitGroup
	reading.Go(func() {
		var err error
		if used, err = c.meter.between(ctx, counted.start, counted.end); err != nil {
			fail(err)
		}
	})
	err := c.ask(ctx, c.load.Clients, t, func(i int) source {
		return t.lanes[i%len(t.lanes)]
	}, counted)
	if err != nil {
		fail(err)
	}
	reading.Wait()
	m := newMeasurement(round, t.name, counted, c.collect())
	m.use(used)
	m.PerSecond = counted.perSecond(counted.end)
	return m, context.Cause(ctx)
}
