// Package bench measures what chamada costs: it puts a load of presences on a
// running system and, in turn, the same load on an echo that decodes and
// replies alike but stores nothing. What both share, the NATS server, the
// network, this program itself, is in both figures; their ratio is chamada's.
//
// The roll calls are real, of class numbers that no school has. At the end
// every confirmed presence is looked for in the lists. The package never
// sends a presence twice, starts no server and prints nothing.
package bench

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
)

// Load is what is put on the system. All but Warmup must be positive.
type Load struct {
	Clients     int           `json:"clients"`     // at once; each sends when it has its last reply
	Connections int           `json:"connections"` // that the clients share
	Classes     int           `json:"classes"`     // with a roll call at once
	Students    int           `json:"students"`    // of a roll call, until another is opened; at most MaxStudents
	Rounds      int           `json:"rounds"`      // each measures the echo and chamada
	Duration    time.Duration `json:"duration_ns"` // of each of the two
	Warmup      time.Duration `json:"warmup_ns"`   // before each, under load but not measured
	Timeout     time.Duration `json:"timeout_ns"`  // of a presence; to have no reply by then is to fail
}

// MaxStudents is as many as a roll call takes.
const MaxStudents = 10_000

// System is what is measured.
type System struct {
	// Client opens and ends the roll calls, apart from the load.
	Client *clients.Client
	// Connect makes a connection for the load, or for the echo.
	Connect func(context.Context) (*nats.Conn, error)
}

// Run measures round after round and reports what was measured, also with an
// error: that of ctx, of a connection, or of a roll call that could not be
// opened or ended. A presence that fails is no error: the report counts it.
// Every roll call is ended, unless it is ending it that failed, or opening it
// that had no reply.
func Run(ctx context.Context, s System, load Load, progress func(Progress)) (*Report, error) {
	report := &Report{Load: load, Measurements: []Measurement{}}
	crowd, err := gather(ctx, s, load)
	if err != nil {
		return report, err
	}
	defer crowd.leave()
	echo, err := startEcho(ctx, s, load)
	if err != nil {
		return report, err
	}
	defer echo.stop()

	teacher := &teacher{client: s.Client}
	chamada := newChamada(load, teacher)
	err = measure(ctx, crowd, []*target{echo.target, chamada}, report, progress)
	chamada.finish()
	report.conclude(teacher.verified)
	return report, errors.Join(err, teacher.err)
}

// measure swaps the order from round to round: a machine that gets slower, or
// faster, then does it to both alike.
func measure(ctx context.Context, c *crowd, order []*target, report *Report, progress func(Progress)) error {
	for round := range report.Load.Rounds {
		for _, t := range order {
			m, err := c.measure(ctx, t, round+1, progress)
			if err != nil {
				return err
			}
			report.Measurements = append(report.Measurements, m)
		}
		order[0], order[1] = order[1], order[0]
	}
	return nil
}
