package coordinator

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/subjects"
)

// leaveWithin exceeds the 10 s for which the client library waits for a lost
// connection before it gives up draining.
const leaveWithin = 12 * time.Second

// pingEvery is how often NATS is asked whether an instance is still there.
const pingEvery = 10 * time.Millisecond

// place is a coordinator's place in the queue group.
type place int

const (
	outside place = iota
	aside         // inside, but for what students ask in a rush, see [preference]
	inside
)

// membership is a coordinator's place in the queue group, and the micro service
// that has the endpoints, while there is one.
type membership struct {
	c             *Coordinator
	at            place
	service       micro.Service
	subscriptions int // that are the service's
}

// leaves tells whether to take that place takes leaving another.
func (m *membership) leaves(to place) bool { return m.at != outside && m.at != to }

// update takes a place. Between two places inside there is no moment without endpoints.
func (m *membership) update(hearing context.Context, to place) error {
	defer func() { m.c.preference.settled(m.at) }()
	switch {
	case to == m.at:
		return nil
	case to == outside:
		m.leave(hearing)
		return nil
	}
	before := *m
	if err := m.join(to); err != nil {
		return err
	}
	switch {
	case to == aside:
		m.c.log.Info("a rush: students are served beside the journal's leader alone")
	case before.at == aside:
		m.c.log.Info("students are served here again")
	}
	before.part(hearing)
	return nil
}

func (m *membership) join(to place) (err error) {
	c := m.c
	if got := c.conn.MaxPayload(); got < minPayload && c.conn.IsConnected() {
		return fmt.Errorf(
			"max_payload of the NATS server is %d bytes: set it to at least %d, the list of a "+
				"full roll call must fit", got, minPayload)
	}
	before := c.conn.NumSubscriptions()
	m.service, err = micro.AddService(c.conn, micro.Config{
		Name: subjects.ServiceName, Version: Version, QueueGroup: subjects.QueueGroup,
		Description: "Classroom roll call that never loses a presence",
		Metadata:    c.metadata(to),
	})
	if err != nil {
		return fmt.Errorf("add the micro service: %w", err)
	}
	for _, e := range c.endpoints() {
		if to == aside && e.rush() {
			continue
		}
		// The journal bounds what waits, and tells each client that it refuses; the
		// client library would drop requests without a word.
		err := m.service.AddEndpoint(e.name, e.handler,
			micro.WithEndpointSubject(e.subject),
			micro.WithEndpointPendingLimits(maxUnread, maxUnreadBytes))
		if err != nil {
			return fmt.Errorf("add the endpoint %s: %w", e.name, err)
		}
	}
	if err := c.conn.Flush(); err != nil { // it joins as soon as it is connected
		c.log.Warn("joining the queue group", "err", err)
	}
	m.at, m.subscriptions = to, c.conn.NumSubscriptions()-before
	c.log.Debug("joined the queue group", "for_students", to == inside)
	c.readyOnce.Do(func() { close(c.ready) })
	return nil
}

// metadata tells an operator which replica an instance of the service is.
func (c *Coordinator) metadata(at place) map[string]string {
	told := map[string]string{subjects.MetaJournal: strconv.Itoa(record.Highest)}
	if c.cfg.Node != "" {
		told["node"] = c.cfg.Node
	}
	if at == aside {
		told[subjects.MetaStudents] = subjects.StudentsAside
	}
	return told
}

// leave leaves the queue group and returns when all that had come has been
// handled, or hearing is over.
func (m *membership) leave(hearing context.Context) {
	m.c.preference.resign(m.c.cfg.Replicas - 1)
	m.part(hearing)
	m.at, m.service = outside, nil
}

// part ends the service as leave does, whatever else has been joined.
func (m *membership) part(hearing context.Context) {
	if m.service == nil {
		return
	}
	c := m.c
	rest := c.conn.NumSubscriptions() - m.subscriptions
	reconnects, instance := c.conn.Stats().Reconnects, m.service.Info().ID
	if err := m.service.Stop(); err != nil {
		c.log.Warn("leaving the queue group", "err", err)
	}
	if !m.drained(hearing, rest) {
		if hearing.Err() != nil {
			return // nobody is there to leave
		}
		c.log.Warn("leaving the queue group takes too long")
	}
	if c.conn.Stats().Reconnects != reconnects {
		if err := m.reconnect(hearing, instance); err != nil {
			c.log.Warn("leaving the queue group", "err", err)
		}
	}
	c.log.Debug("left the queue group")
}

// drained waits until the connection has only the rest of its subscriptions: micro drains
// in the background and has no word for its end.
func (m *membership) drained(hearing context.Context, rest int) bool {
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	late := time.After(leaveWithin)
	for m.c.conn.NumSubscriptions() > rest && m.c.conn.Status() != nats.CLOSED {
		select {
		case <-poll.C:
		case <-hearing.Done():
			return false
		case <-late:
			return false
		}
	}
	return true
}

// reconnect parts with a connection that was lost while it drained: back again, it has
// subscribed again, only to drop what it is sent. It returns when NATS has forgotten
// that, which it does some time after the connection is closed.
func (m *membership) reconnect(hearing context.Context, instance string) error {
	ctx, cancel := context.WithTimeout(hearing, goneAfter)
	defer cancel()
	if err := m.c.conn.ForceReconnect(); err != nil {
		return err
	}
	return absent(ctx, m.c.conn, instance)
}

// absent waits until NATS says that nobody is there for the ping of an instance of the
// service: a connection's subscriptions are forgotten all at once.
func absent(ctx context.Context, conn *nats.Conn, instance string) error {
	ping, err := micro.ControlSubject(micro.PingVerb, subjects.ServiceName, instance)
	if err != nil {
		return err
	}
	replies, err := conn.SubscribeSync(conn.NewInbox())
	if err != nil {
		return err
	}
	defer func() { _ = replies.Unsubscribe() }() // of a connection that is closed it is gone anyway
	for ctx.Err() == nil {
		if err := conn.PublishRequest(ping, replies.Subject, nil); err != nil {
			return err
		}
		wait, cancel := context.WithTimeout(ctx, pingEvery)
		_, err := replies.NextMsgWithContext(wait)
		cancel()
		if errors.Is(err, nats.ErrNoResponders) {
			return nil
		}
	}
	return ctx.Err()
}
