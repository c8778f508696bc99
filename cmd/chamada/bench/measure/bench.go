// Package measure measures what chamada costs: it puts a load of presences on a
// running system and, in turn, the same load on an echo that decodes and
// replies alike but stores nothing. What both share, the NATS server, the
// network, this program itself, is in both figures; their ratio is chamada's.
//
// The roll calls are real, of class numbers that no school has. At the end
// every confirmed presence is looked for in the lists. The package starts no
// server, prints nothing, and sends a presence twice only where somebody else
// answers as well.
package measure

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
)

// System is what is measured.
type System struct {
	// Client opens and ends the roll calls, apart from the load.
	Client *clients.Client
	// Nodes are the system's, at least one. The connections of the load are
	// spread over them evenly, and each has an echo.
	Nodes []Connect
	// Pages are the URLs of the metrics of the system's processes: their CPU time
	// and allocations are added to this process's own.
	Pages []string
}

// Connect makes a connection to one node, for the load or for an echo.
type Connect func(context.Context) (*nats.Conn, error)

// Run measures round after round and reports what was measured, also with an
// error: that of ctx, of a connection, of a page of metrics, or of a roll call
// that could not be opened or ended. A presence that fails is no error: the
// report counts it. Every roll call is ended, unless it is ending it that
// failed, or opening it that had no reply.
func Run(ctx context.Context, s System, load Load, tell func(Progress)) (*Report, error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	report := newReport(s, load)
	meter := meter{s.Pages}
	if _, err := meter.read(ctx); err != nil {
		return report, err
	}
	crowd, err := gather(ctx, s, load)
	if err != nil {
		return report, err
	}
	defer crowd.close()
	crowd.meter = meter
	echo, err := startEcho(ctx, s, load)
	if err != nil {
		return report, err
	}
	defer echo.stop()
	teacher := &teacher{client: s.Client}
	err = crowd.compare(ctx, echo.target, newTarget(Chamada, load, teacher), report, tell)
	teacher.check()
	report.conclude(teacher.verified)
	return report, errors.Join(err, teacher.err)
}

// compare measures both, with roll calls that stay open from round to round, or with a
// burst's own.
func (c *crowd) compare(ctx context.Context, echo, chamada *target, report *Report,
	tell func(Progress)) error {
	order := []*target{echo, chamada}
	if c.load.Burst == 0 {
		for _, t := range order {
			if err := t.furnish(ctx, c.load.Classes); err != nil {
				return err
			}
			defer t.finish(tell)
		}
	}
	return c.measureAll(ctx, order, report, tell)
}

// measureAll swaps the order from round to round: a machine that gets slower,
// or faster, then does it to both alike.
func (c *crowd) measureAll(ctx context.Context, order []*target, report *Report,
	tell func(Progress)) error {
	measure := c.steady
	if c.load.Burst > 0 {
		measure = c.burst
	}
	for round := range c.load.Rounds {
		for _, t := range order {
			m, err := measure(ctx, t, round+1, tell)
			if err != nil {
				return err
			}
			report.Measurements = append(report.Measurements, m)
			t.attendant.check()
		}
		order[0], order[1] = order[1], order[0]
	}
	return nil
}
