package coordinator

import (
	"context"
	"fmt"
	"time"
)

// goneAfter is how long NATS may be silent at the stop until it is taken for
// gone: by then whoever waits for a reply has ended the try.
const goneAfter = 2 * time.Second

// UnansweredError is the end of a coordinator that was stopped while requests
// waited, and NATS was gone.
type UnansweredError struct {
	Requests int // that waited when it was told to stop
}

func (e *UnansweredError) Error() string {
	return fmt.Sprintf(
		"NATS does not answer: stopped without it, and %d requests that had been taken got no "+
			"reply", e.Requests)
}

// whileReachable begins a context that is over when, after stopping is, NATS has not
// answered for goneAfter: who is to stop should wait for it no longer. The end
// must be called.
func (c *Coordinator) whileReachable(stopping context.Context) (hearing context.Context,
	end func()) {
	hearing, end = context.WithCancel(context.WithoutCancel(stopping))
	go func() {
		defer end()
		select {
		case <-stopping.Done():
		case <-hearing.Done():
			return
		}
		for c.reachable(hearing) {
			select {
			case <-time.After(beatEvery):
			case <-hearing.Done():
			}
		}
	}()
	return hearing, end
}

// reachable tells whether NATS answers, having got all that was published before. A
// connection that is lost has the same time to come back.
func (c *Coordinator) reachable(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, goneAfter)
	defer cancel()
	for c.conn.FlushWithContext(ctx) != nil {
		select {
		case <-time.After(beatEvery):
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// finish waits until every request taken has been answered. What is left then
// the journal answers when it ends: that nobody knows the outcome.
func (c *Coordinator) finish(hearing context.Context) {
	ctx, cancel := context.WithTimeout(hearing, drainWithin)
	defer cancel()
	c.answerClasses(ctx)
	if err := c.journal.Drain(ctx); err != nil && hearing.Err() == nil {
		c.log.Warn("the journal takes too long", "err", err)
	}
	if err := c.lists.drain(ctx); err != nil && hearing.Err() == nil {
		c.log.Warn("sending lists takes too long", "err", err)
	}
}

// answerClasses waits until what was asked of classes has been answered or submitted, which takes
// a few seconds at most.
func (c *Coordinator) answerClasses(ctx context.Context) {
	answered := make(chan struct{})
	go func() {
		c.asking.Wait()
		close(answered)
	}()
	select {
	case <-answered:
	case <-ctx.Done():
	}
}

// flushReplies sees that the last replies reach NATS, if that is still there.
func (c *Coordinator) flushReplies(hearing context.Context, waited int) error {
	switch {
	case c.reachable(hearing):
		return nil
	case waited > 0:
		return &UnansweredError{Requests: waited}
	default:
		c.log.Warn("NATS does not answer: stopped without it; no request was waiting for a reply")
		return nil
	}
}
