package coordinator

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/nats-io/nats.go/micro"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// open replies with the roll calls that are open. It is not journaled: it tells what this
// replica has applied, and up to where.
func (c *Coordinator) open(m micro.Request) {
	if !answerable(m.Reply()) {
		c.metrics.unanswerable.Inc()
		return
	}
	came := time.Now()
	if err := c.admission(came); err != nil {
		c.failOpen(m.Reply(), err)
		return
	}
	asker, from, err := c.readOpen(m)
	if err != nil {
		c.replyError(m, err)
		return
	}
	if !c.lists.budget.allows(asker.Teacher) {
		c.failOpen(m.Reply(), journal.ErrOverloaded)
		return
	}
	rolls, from, err := c.openRolls(asker, from)
	if err != nil {
		c.failOpen(m.Reply(), err)
		return
	}
	c.answerOpen(asker, m.Reply(), came, marshal(c.openReply(rolls, from)))
}

func (c *Coordinator) answerOpen(asker rollcall.Command, reply string, came time.Time,
	data []byte) {
	sent := c.lists.send(asker.Teacher, len(data), false, listing{
		reply:  reply,
		encode: made(data),
		sent: func() {
			c.metrics.open.answered.Inc()
			c.metrics.latency.Observe(time.Since(came).Seconds())
		},
		fail: func(err error) { c.failOpen(reply, err) },
	})
	if !sent {
		c.failOpen(reply, journal.ErrOverloaded)
	}
}

func (c *Coordinator) failOpen(reply string, err error) {
	c.publishRefusal(reply, err)
	c.metrics.open.failed(err)
}

// readOpen says who asks, and from where on. Any error is a [*subjects.Error].
func (c *Coordinator) readOpen(m micro.Request) (asker rollcall.Command, from cursor, err error) {
	q, err := subjects.DecodeOpen(m.Data())
	if err != nil {
		return asker, from, err
	}
	asker.Op = rollcall.List // who may list a roll call may know of it
	if err := c.attribute(m, &asker); err != nil {
		return asker, from, err
	}
	from = cursor{time: c.now()}
	if q.After != "" {
		from, err = parseCursor(q.After, from.time)
	}
	return asker, from, err
}

// openRolls looks at the state. Without a position in from it is as it is now.
// The error is [journal.ErrUnavailable] when it is not as far as from yet, either.
func (c *Coordinator) openRolls(
	asker rollcall.Command, from cursor,
) ([]rollcall.OpenRoll, cursor, error) {
	var rolls []rollcall.OpenRoll
	behind := false
	err := c.journal.View(func() {
		s := c.machine.State()
		if from.position == (rollcall.Position{}) {
			from.position = s.Latest()
		}
		if behind = from.position.Record >= s.Next(); !behind {
			rolls = s.Open(from.position, from.time, rollcall.Age(c.journal.Age().Milliseconds()),
				&asker)
		}
	})
	for _, r := range rolls {
		from.time = max(from.time, r.Started) // see latest
	}
	if err == nil && behind {
		err = journal.ErrUnavailable
	}
	return rolls, from, err
}

// openReply is the part of the reply that begins after from.
func (c *Coordinator) openReply(rolls []rollcall.OpenRoll, from cursor) subjects.OpenRolls {
	rolls = slices.DeleteFunc(rolls, func(r rollcall.OpenRoll) bool {
		return r.Class <= from.class
	})
	slices.SortFunc(rolls, func(a, b rollcall.OpenRoll) int {
		return cmp.Compare(a.Class, b.Class)
	})
	reply := subjects.OpenRolls{
		Time: subjects.Time(from.time), Rolls: make([]subjects.OpenRoll, 0, len(rolls)),
		Position: subjects.Position{Record: from.position.Record,
			Index: uint32(from.position.Index)},
	}
	size := maxOpenFrame
	for _, r := range rolls {
		roll := c.openRoll(r)
		if size += len(marshal(roll)) + len(","); size > subjects.MaxReply {
			from.class = uint64(reply.Rolls[len(reply.Rolls)-1].Class)
			reply.More = from.String()
			break
		}
		reply.Rolls = append(reply.Rolls, roll)
	}
	return reply
}

// maxOpenFrame is more bytes than a reply has beside its rolls.
const maxOpenFrame = 256

func (c *Coordinator) openRoll(r rollcall.OpenRoll) subjects.OpenRoll {
	roll := subjects.OpenRoll{
		Class: subjects.Class(r.Class), Roll: r.Roll, Started: subjects.Time(r.Started),
		Count: r.Count,
	}
	if c.cfg.Auth {
		roll.Teacher = subjects.Teacher(r.Owner)
	}
	return roll
}

// opens counts the requests for what is open.
type opens struct {
	answered, overloaded, unavailable prometheus.Counter
}

func newOpens(requests *prometheus.CounterVec) opens {
	of := func(outcome string) prometheus.Counter {
		return requests.WithLabelValues("open", outcome)
	}
	return opens{of("listed"), of("overloaded"), of("unavailable")}
}

func (o opens) failed(err error) {
	if errors.Is(err, journal.ErrOverloaded) {
		o.overloaded.Inc()
		return
	}
	o.unavailable.Inc()
}
