package measure

import (
	"context"
	"io"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
)

// client registers one student after another.
type client struct {
	nc        *nats.Conn
	source    source
	timeout   time.Duration
	tally     *tally
	latencies *latencies
	request   request
	patient   *patient // once somebody has answered who is no coordinator
}

// source hands out students and takes down what became of them.
type source interface {
	next() (student, error) // io.EOF after the last
	done(s student, confirmed bool)
}

func (c *crowd) client(i int, t *target, from source, counted *tally) *client {
	l := c.lines[i%len(c.lines)]
	return &client{
		nc: l.nc, latencies: l.latencies, source: from,
		timeout: c.load.Timeout, tally: counted, request: newRequest(t),
	}
}

// run goes on until the time is over, or ctx, or there are no more students.
// The error is the source's.
func (c *client) run(ctx context.Context) error {
	for ctx.Err() == nil && time.Now().Before(c.tally.end) {
		s, err := c.source.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		c.request.write(s)
		began := time.Now()
		reply, err := c.ask()
		done := time.Now()
		came := c.tally.classify(c.request.head, reply, err)
		c.tally.count(came, done)
		if came == confirmed && c.tally.measures(began) {
			c.latencies.observe(done.Sub(began))
		}
		c.source.done(s, came == confirmed)
	}
	return nil
}

// ask is a request of nats.go's, which takes the first message that comes for the
// answer. When that is none, the presence is sent once more, under the same id, and
// from then on the answer is waited for however many come before it.
func (c *client) ask() (*nats.Msg, error) {
	if c.patient == nil {
		reply, err := c.nc.RequestMsg(&c.request.msg, c.timeout)
		if err != nil || !clients.Foreign(reply) {
			return reply, err
		}
		if c.patient, err = newPatient(c.nc); err != nil {
			return nil, err
		}
	}
	return c.patient.ask(&c.request.msg, c.timeout)
}
