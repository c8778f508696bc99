package coordinator

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// endpoint is a request subject and how its requests are read.
type endpoint struct {
	name    string
	subject string
	handler micro.Handler
}

// reader turns a request's payload into a command. Any error is a
// [*subjects.Error].
type reader func(payload []byte) (rollcall.Command, error)

func (c *Coordinator) endpoints() []endpoint {
	return []endpoint{
		{"start", subjects.TeacherStart, c.handler(rollcall.Start, readStart)},
		{"end", subjects.TeacherEnd, c.handler(rollcall.End, readEnd)},
		{"list", subjects.TeacherList, c.handler(rollcall.List, readList)},
		{"open", subjects.TeacherOpen, micro.HandlerFunc(c.open)},
		{"code", subjects.TeacherCode, c.handler(rollcall.Code, readClass(rollcall.Code))},
		{"check", subjects.TeacherCheck, c.handler(rollcall.Check, readClass(rollcall.Check))},
		{"mark", subjects.TeacherMark, c.handler(rollcall.Mark, readMark)},
		{"raise", subjects.JournalRaise, micro.HandlerFunc(c.raise)},
		{"present", subjects.StudentPresent, c.handler(rollcall.Present, readPresent)},
		{"scan", subjects.StudentScan, c.handler(rollcall.Scan, readScan)},
	}
}

func readStart(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodeStart(payload)
	return rollcall.Command{Op: rollcall.Start, Class: uint64(r.Class), Asked: codeEvery(r.CodeEvery)}, err
}

func readEnd(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodeRead(payload)
	return rollcall.Command{Op: rollcall.End, Class: uint64(r.Class), Detail: r.Detail}, err
}

func readList(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodeList(payload)
	return rollcall.Command{
		Op: rollcall.List, Class: uint64(r.Class), Detail: r.Detail, Last: r.Last,
	}, err
}

func readPresent(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodePresent(payload)
	student, _ := rollcall.ParseStudent(r.Student) // it is valid where it is there
	return rollcall.Command{
		Op: rollcall.Present, Class: uint64(r.Class), Student: student, Asked: proof(r.Proof),
	}, err
}

// handler validates a request and submits it. It must be quick: an endpoint
// has one goroutine.
func (c *Coordinator) handler(op rollcall.Op, read reader) micro.Handler {
	return micro.HandlerFunc(func(m micro.Request) {
		if !answerable(m.Reply()) {
			c.metrics.unanswerable.Inc()
			return
		}
		came := time.Now()
		if err := c.refuses(came); err != nil {
			c.refuse(op, m.Reply(), err)
			return
		}
		command, err := read(m.Data())
		if err == nil {
			err = c.attribute(m, &command)
		}
		if err == nil {
			err = identify(m, &command)
		}
		if err == nil {
			err = c.writable(&command)
		}
		if err != nil {
			c.reject(m, err)
			return
		}
		if op == rollcall.List && !c.lists.budget.allows(command.Teacher) {
			c.refuse(op, m.Reply(), journal.ErrOverloaded)
			return
		}
		command.Time = c.now()
		r := &request{c: c, command: command, reply: m.Reply(), came: came}
		r.guess = c.guess(m, &r.command)
		if err := c.journal.Submit(r, came); err != nil {
			r.Fail(err)
		}
	})
}

// writable refuses what the journal cannot hold before it was raised.
func (c *Coordinator) writable(a *rollcall.Command) error {
	if command.Needs(a) > c.journal.Version() {
		return errUpgrading
	}
	return nil
}

// refuses is why no request is taken now. It is asked before a request is
// read: under overload most are refused, and what that costs is what is left
// for the others.
func (c *Coordinator) refuses(now time.Time) error {
	if c.still.shunned(now) {
		return journal.ErrOverloaded
	}
	return c.journal.Refuses()
}

// answerable tells whether a reply may be published on the subject that the
// requester chose. What nobody could be told about is not done at all; and a
// reply below chamada or a system subject would be a request of our own.
func answerable(reply string) bool {
	return reply != "" && !strings.HasPrefix(reply, subjects.Root) && reply[0] != '$'
}

// identify fills in what the request is known by when it comes again. Without an
// id of the client's it cannot, but the record it is in may.
func identify(m micro.Request, c *rollcall.Command) (err error) {
	switch c.Op {
	case rollcall.List, rollcall.Code, rollcall.Scan:
		return nil // it changes nothing
	}
	headers := m.Headers()
	ids, ok := headers[subjects.HeaderID]
	if !ok {
		c.Key = max(rollcall.Key(rand.Uint64()), 1)
		return nil
	}
	if err := subjects.CheckID(ids[0]); err != nil {
		return err
	}
	c.Key = rollcall.NewKey(*c, ids[0])
	if tries, ok := headers[subjects.HeaderTry]; ok {
		c.Try, err = subjects.ParseTry(tries[0])
	}
	return err
}

// reject answers a request that is malformed, or not for the asker to make, on the
// endpoint's goroutine, so that micro counts it among the errors.
func (c *Coordinator) reject(m micro.Request, err error) {
	var e *subjects.Error
	if !errors.As(err, &e) {
		e = &subjects.Error{Code: subjects.InvalidJSON, Message: err.Error()}
	}
	c.metrics.rejected(e.Code)
	if err := m.Error(strconv.Itoa(e.Code.Status()), e.Message, e.Body()); err != nil {
		c.log.Debug("reply", "err", err)
	}
}
