package clients

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// patience is how long the first try is waited for in the cheap way, without
// looking after the connection or telling anybody.
const patience = 250 * time.Millisecond

// call is one operation under way. Calls are used again: at tens of thousands
// a second their parts would be most of the garbage.
type call struct {
	msg     nats.Msg
	inbox   string // the reply subject of the first try
	replies chan *nats.Msg
	timer   *time.Timer

	before   int // tries of operations before this one, under the same id
	sent     int // tries
	harmless int // of these, known to have done nothing
	last     Reason
	foreign  atomic.Bool // somebody has answered who is no coordinator
}

var calls = sync.Pool{New: func() any {
	c := &call{replies: make(chan *nats.Msg, 8), timer: time.NewTimer(time.Hour)}
	c.msg.Header = nats.Header{subjects.HeaderID: {""}}
	return c
}}

// Do is the raw call under the typed ones: it sends body on subject under one
// id until there is a verdict. An error reply is in Reply.Data as well as in
// the error.
func (c *Client) Do(ctx context.Context, subject string, body []byte, opts ...Option) (Reply,
	error) {
	s := c.defaults.with(opts)
	if s.id == "" {
		s.id = nuid.Next()
	}
	if err := subjects.CheckID(s.id); err != nil {
		return Reply{}, verdictOf(err)
	}
	reply, err := c.run(ctx, subject, body, &s)
	reply.ID, err = s.id, c.complete(err, subject)
	if s.raw != nil {
		*s.raw = reply
	}
	return reply, err
}

// complete adds what only the client knows to the error of an operation.
func (c *Client) complete(err error, subject string) error {
	if f, ok := errors.AsType[*ForbiddenError](err); ok && !f.Denied {
		f.Subject = subject
	}
	if errors.Is(err, nats.ErrConnectionClosed) && errors.Is(c.Err(), ErrLoggedOut) {
		return fmt.Errorf("%w: %w", err, ErrLoggedOut)
	}
	return err
}

func (c *Client) run(ctx context.Context, subject string, body []byte, s *settings) (Reply, error) {
	call := calls.Get().(*call)
	call.msg.Subject, call.msg.Data = subject, body
	call.msg.Header[subjects.HeaderID][0] = s.id
	call.before = s.before
	if err := c.inbox.register(c.nc, call); err != nil {
		return Reply{}, nothingDone(err)
	}
	reply, err := c.exchange(ctx, call, s)
	reply.Tries = call.sent
	c.inbox.remove(call)
	call.recycle()
	return reply, err
}

// exchange has the fast way in front: one try, answered soon. Everything else
// is for retry.
func (c *Client) exchange(ctx context.Context, call *call, s *settings) (Reply, error) {
	if ctx.Err() != nil {
		return Reply{}, nothingDone(context.Cause(ctx))
	}
	began, first := time.Now(), c.hedges.after()
	if c.nc.IsConnected() {
		if err := call.send(c.nc); err != nil {
			return Reply{}, nothingDone(err)
		}
		call.timer.Reset(min(patience, first, s.timeout))
		select {
		case m := <-call.replies:
			if reason, err := classify(m); call.note(reason) {
				c.mover.confirm()
				c.hedges.answered(time.Since(began))
				return received(m), err
			}
		case <-call.timer.C:
		case <-ctx.Done():
			return Reply{}, call.timeOver(ctx)
		}
	}
	ctx, cancel := context.WithDeadline(ctx, began.Add(s.timeout))
	defer cancel()
	reply, err := c.retry(ctx, call, s, began, first)
	c.hedges.answered(time.Since(began))
	return reply, err
}

// send is one try.
func (c *call) send(nc *nats.Conn) error {
	c.last = NoAnswer
	c.msg.Reply = c.inbox
	if try := c.before + c.sent + 1; try > 1 {
		c.number(strconv.Itoa(try))
	}
	if err := nc.PublishMsg(&c.msg); err != nil {
		return err
	}
	c.sent++
	return nil
}

// number makes the message that of a later try.
func (c *call) number(try string) {
	c.msg.Reply = c.inbox + "-" + try
	c.msg.Header[subjects.HeaderTry] = []string{try}
}

// outdated tells whether a reply to an earlier try than the latest says only
// what came of that one: the latest may yet have the effect that it had not.
func (c *call) outdated(m *nats.Msg, reason Reason, err error) bool {
	return m.Subject != c.msg.Reply && !isDenial(m) &&
		(reason != "" || err != nil || !effective(m.Data))
}

// note takes down what came of a try and tells whether it was a verdict.
func (c *call) note(reason Reason) (verdict bool) {
	if reason == "" {
		return true
	}
	c.last = reason
	c.count(reason)
	return false
}

// count keeps the number of the tries that are known to have done nothing.
func (c *call) count(reason Reason) {
	if reason.harmless() {
		c.harmless++
	}
}

// reason is why there is no verdict yet.
func (c *call) reason() Reason {
	if c.last == NoAnswer && c.foreign.Load() {
		return OnlyForeign
	}
	return c.last
}

// offer never blocks. A full channel holds news enough; what is lost with the
// rest, the next try brings again.
func (c *call) offer(m *nats.Msg) {
	select {
	case c.replies <- m:
	default:
	}
}

// recycle leaves nothing of this operation behind.
func (c *call) recycle() {
	c.timer.Stop()
	for len(c.replies) > 0 {
		<-c.replies
	}
	delete(c.msg.Header, subjects.HeaderTry)
	c.msg.Data, c.before, c.sent, c.harmless, c.last = nil, 0, 0, 0, ""
	c.foreign.Store(false)
	calls.Put(c)
}
