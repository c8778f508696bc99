package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// client registers one student after another. It takes the same path to the
// echo and to chamada, as short a one as there is: what it costs itself is in
// the figures of both, and would hide the difference.
type client struct {
	nc        *nats.Conn
	lane      *lane
	ids       string
	timeout   time.Duration
	tally     *tally
	latencies *latencies

	request nats.Msg // used again for each student
	head    []byte   // of the request's payload, the class
	id      []byte
}

func (c *crowd) client(i int, t *target, counted *tally) *client {
	n := i % len(c.connections)
	return &client{
		nc: c.connections[n], latencies: c.latencies[n],
		lane: t.lanes[i%len(t.lanes)], ids: t.ids,
		timeout: c.load.Timeout, tally: counted,
		request: nats.Msg{Subject: t.subject, Header: nats.Header{subjects.HeaderID: {""}}},
	}
}

// run goes on until the time is over, or ctx. The error is the lane's.
func (c *client) run(ctx context.Context) error {
	for ctx.Err() == nil && time.Now().Before(c.tally.end) {
		s, err := c.lane.next()
		if err != nil {
			return err
		}
		c.write(s)
		began := time.Now()
		reply, err := c.nc.RequestMsg(&c.request, c.timeout)
		done := time.Now()
		came := c.judge(reply, err)
		c.lane.settle(s, came == confirmed)
		c.tally.count(came, done)
		if came == confirmed && c.tally.measures(began) {
			c.latencies.record(done.Sub(began))
		}
	}
	return nil
}

// write makes the request of s.
func (c *client) write(s student) {
	c.head = append(c.head[:0], `{"class":`...)
	c.head = strconv.AppendUint(c.head, uint64(s.roll.class), 10)
	c.head = append(c.head, ',')
	c.request.Data = append(c.request.Data[:0], c.head...)
	c.request.Data = append(c.request.Data, `"student":"`...)
	c.request.Data = strconv.AppendUint(c.request.Data, s.number(), 10)
	c.request.Data = append(c.request.Data, `"}`...)
	c.id = strconv.AppendUint(append(c.id[:0], c.ids...), s.number(), 10)
	c.request.Header[subjects.HeaderID][0] = string(c.id)
}

// judge says what became of the request. A confirmation begins as the request
// does, with the class; only what does not look like one is decoded.
func (c *client) judge(reply *nats.Msg, err error) outcome {
	if err != nil {
		return c.tally.note(err)
	}
	if bytes.HasPrefix(reply.Data, c.head) {
		return confirmed
	}
	if reply.Header.Get(subjects.HeaderStatus) != "" {
		return c.tally.note(subjects.DecodeError(reply.Data))
	}
	var presence subjects.Presence
	if err := json.Unmarshal(reply.Data, &presence); err != nil {
		return c.tally.note(err)
	}
	if presence.Refused() {
		return refused
	}
	return confirmed
}
