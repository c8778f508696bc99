package bench

import (
	"context"
	"sync"

	"github.com/nats-io/nats.go"
)

// crowd is the clients and the connections that they share. The same crowd
// asks the echo and chamada.
type crowd struct {
	load        Load
	connections []*nats.Conn
	latencies   []*latencies // by connection
}

func gather(ctx context.Context, s System, load Load) (*crowd, error) {
	c := &crowd{load: load}
	for range min(load.Connections, load.Clients) {
		nc, err := s.Connect(ctx)
		if err != nil {
			c.leave()
			return nil, err
		}
		c.connections = append(c.connections, nc)
		c.latencies = append(c.latencies, newLatencies(load.Timeout))
	}
	return c, nil
}

func (c *crowd) leave() {
	for _, nc := range c.connections {
		nc.Close()
	}
}

// measure puts the load on t for the warmup and the duration. When ctx ends
// it earlier that is the error, and there is no measurement.
func (c *crowd) measure(ctx context.Context, t *target, round int, progress func(Progress)) (Measurement, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	counted := newTally(c.load)
	stop := counted.follow(Progress{Round: round, Service: t.name}, progress)
	defer stop()

	var clients sync.WaitGroup
	for i := range c.load.Clients {
		client := c.client(i, t, counted)
		clients.Go(func() {
			if err := client.run(ctx); err != nil {
				fail(err)
			}
		})
	}
	clients.Wait()
	all := newLatencies(c.load.Timeout)
	for _, l := range c.latencies {
		l.moveTo(all)
	}
	return newMeasurement(round, t.name, counted, all), context.Cause(ctx)
}
