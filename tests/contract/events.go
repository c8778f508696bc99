package contract

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

func eventRule(c *client) {
	n := class()
	events := c.events(n)
	started := c.start(n)
	opened := c.event(events, subjects.EventOpened(n))
	c.same(opened, started)
	roll := decode[subjects.Started](c, started).Roll

	came := decode[subjects.Presence](c, c.present(n, "042191010"))
	c.matches(c.event(events, subjects.EventPresent(n)).Data,
		`{"class":%d,"roll":"%s","presences":[{"student":"042191010","time":"%s","position":"%s"}]}`, n, roll, came.Time, came.Position)
	c.present(n, "042191010") // has no effect, so there is no event of it
	c.list(n)
	c.start(n)

	ended := decode[subjects.Roll](c, c.end(n))
	c.matches(c.event(events, subjects.EventEnded(n)).Data,
		`{"class":%d,"roll":"%s","time":"%s","position":"%s","count":1}`, n, roll, ended.Time,
		ended.Position)
	c.present(n, "042191010")
	c.end(n)
	c.expectNone(events)
}

func eventCrowdRule(c *client) {
	const students = 700
	n := class()
	events := c.events(n)
	c.start(n)
	c.crowd(students, func(i int) {
		c.present(n, strconv.Itoa(i))
	})
	c.event(events, subjects.EventOpened(n))
	seen := make(map[subjects.Student]subjects.Position)
	for len(seen) < students {
		var a subjects.PresenceEvent
		if err := json.Unmarshal(c.event(events, subjects.EventPresent(n)).Data, &a); err != nil {
			c.Fatal(err)
		}
		for _, p := range a.Presences {
			if _, twice := seen[p.Student]; twice {
				c.Errorf("%s is told of twice", p.Student)
			}
			seen[p.Student] = p.Position
		}
	}
	order := decode[subjects.Roll](c, c.end(n)).Students
	for i := range order[1:] {
		if seen[order[i]].Compare(seen[order[i+1]]) >= 0 {
			c.Fatalf("%s is before %s on the roll, and not by position", order[i], order[i+1])
		}
	}
}

// events subscribes to the events of a class.
func (c *client) events(n subjects.Class) <-chan *nats.Msg {
	c.Helper()
	events := make(chan *nats.Msg, 10_000)
	sub, err := c.nc.ChanSubscribe(subjects.ClassEvents(n), events)
	if err == nil {
		err = c.nc.Flush()
	}
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = sub.Unsubscribe() })
	return events
}

// event is the next event, which must be on subject.
func (c *client) event(events <-chan *nats.Msg, subject string) *nats.Msg {
	c.Helper()
	select {
	case m := <-events:
		if m.Subject != subject {
			c.Fatalf("an event on %s, want one on %s: %s", m.Subject, subject, m.Data)
		}
		return m
	case <-time.After(patience):
		c.Fatal("no event on " + subject)
		return nil
	}
}

// expectNone uses that another class' event, asked for now, comes after any
// that was due.
func (c *client) expectNone(events <-chan *nats.Msg) {
	c.Helper()
	n := class()
	after := c.events(n)
	c.start(n)
	c.end(n)
	c.event(after, subjects.EventOpened(n))
	c.event(after, subjects.EventEnded(n))
	if len(events) > 0 {
		c.Errorf("an event of nothing: %s", (<-events).Data)
	}
}
