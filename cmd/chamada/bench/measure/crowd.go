package measure

import (
	"context"
	"sync"

	"github.com/nats-io/nats.go"
)

// crowd is the connections and what is on them. The same crowd asks the echo
// and chamada.
type crowd struct {
	load  Load
	lines []*line
	meter meter
}

// line is a connection and the latencies that were seen on it.
type line struct {
	nc        *nats.Conn
	latencies *latencies
}

// gather connects to one node after the other, so that each has its share.
func gather(ctx context.Context, s System, load Load) (*crowd, error) {
	c := &crowd{load: load}
	n := load.Connections
	if load.Burst == 0 {
		n = min(n, load.Clients) // no connection without a client
	}
	for i := range n {
		nc, err := s.Nodes[i%len(s.Nodes)](ctx)
		if err != nil {
			c.close()
			return nil, err
		}
		c.lines = append(c.lines, &line{nc, newLatencies(load.Timeout)})
	}
	return c, nil
}

func (c *crowd) close() {
	for _, l := range c.lines {
		l.nc.Close()
	}
}

// ask has n clients ask t for all the time that is counted, and then returns
// the first error of a source.
func (c *crowd) ask(ctx context.Context, n int, t *target, from func(i int) source,
	counted *tally) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	var clients sync.WaitGroup
	for i := range n {
		client := c.client(i, t, from(i), counted)
		clients.Go(func() {
			if err := client.run(ctx); err != nil {
				fail(err)
			}
		})
	}
	clients.Wait()
	return context.Cause(ctx)
}

// collect takes the latencies of all connections, which forget them.
func (c *crowd) collect() *latencies {
	all := newLatencies(c.load.Timeout)
	for _, l := range c.lines {
		l.latencies.moveTo(all)
	}
	return all
}
