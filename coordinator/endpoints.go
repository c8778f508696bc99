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

// rush tells whether it is left to one replica in a rush, see [preference].
func (e endpoint) rush() bool {
	return e.subject == subjects.StudentPresent || e.subject == subjects.StudentScan
}

// reader turns a request's payload into a command. Any error is a
// [*subjects.Error].
type reader func(payload []byte) (rollcall.Command, error)

func (c *Coordinator) endpoints() []endpoint {
	return append([]endpoint{
		{"start", subjects.TeacherStart, c.startHandler()},
		{"end", subjects.TeacherEnd, c.handler(rollcall.End, readEnd)},
		{"list", subjects.TeacherList, c.listHandler()},
		{"open", subjects.TeacherOpen, micro.HandlerFunc(c.open)},
		{"code", subjects.TeacherCode, c.handler(rollcall.Code, readClass(rollcall.Code))},
		{"check", subjects.TeacherCheck, c.handler(rollcall.Check, readClass(rollcall.Check))},
		{"mark", subjects.TeacherMark, c.handler(rollcall.Mark, readMark)},
		{"raise", subjects.JournalRaise, micro.HandlerFunc(c.raise)},
		{"present", subjects.StudentPresent, c.handler(rollcall.Present, readPresent)},
		{"scan", subjects.StudentScan, c.handler(rollcall.Scan, readScan)},
		{"class-put", subjects.ClassPut, c.classHandler("class_put", c.changing, c.readPut)},
		{"class-get", subjects.ClassGet, c.classHandler("class_get", c.reading, c.readGet)},
		{"class-list", subjects.ClassIndex, c.classHandler("class_list", c.reading, c.readClasses)},
		{"class-remove", subjects.ClassRemove,
			c.classHandler("class_remove", c.changing, c.readRemove)},
	}, append(c.recordEndpoints(), c.personEndpoints()...)...)
}

func readEnd(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodeEnd(payload)
	return rollcall.Command{Op: rollcall.End, Class: uint64(r.Class), Detail: r.Detail}, err
}

func readPresent(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodePresence(payload)
	student, _ := rollcall.ParseStudent(r.Student) // it is valid where it is there
	return rollcall.Command{
		Op: rollcall.Present, Class: uint64(r.Class), Student: student, Asked: proof(r.Proof),
	}, err
}

// handler validates a request and submits it. It must be quick: an endpoint
// has one goroutine.
func (c *Coordinator) handler(op rollcall.Op, read reader) micro.Handler {
	return micro.HandlerFunc(func(m micro.Request) {
		if r := c.receive(m, op, read); r != nil {
			c.submit(r)
		}
	})
}

// startHandler is handler for starts, which wait for what is known of their class.
func (c *Coordinator) startHandler() micro.Handler {
	return micro.HandlerFunc(func(m micro.Request) {
		var asked subjects.StartRequest
		r := c.receive(m, rollcall.Start, func(payload []byte) (_ rollcall.Command, err error) {
			asked, err = subjects.DecodeStart(payload)
			return rollcall.Command{Op: rollcall.Start, Class: uint64(asked.Class),
				Asked: codeEvery(asked.CodeEvery)}, err
		})
		switch {
		case r == nil:
		case !c.reading.take():
			r.Fail(journal.ErrOverloaded)
		default:
			c.asking.Go(func() {
				defer c.reading.give()
				c.start(r, asked)
			})
		}
	})
}

// receive validates a request, and replies where it is refused: then it is nil.
func (c *Coordinator) receive(m micro.Request, op rollcall.Op, read reader) *request {
	if !answerable(m.Reply()) {
		c.metrics.unanswerable.Inc()
		return nil
	}
	came := time.Now()
	if err := c.admission(came); err != nil {
		c.replyNotDone(op, m.Reply(), err)
		return nil
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
		c.replyError(m, err)
		return nil
	}
	if op == rollcall.List && !c.lists.budget.allows(command.Teacher) {
		c.replyNotDone(op, m.Reply(), journal.ErrOverloaded)
		return nil
	}
	r := &request{c: c, command: command, reply: m.Reply(), came: came}
	r.guess = c.guess(m, &r.command)
	return r
}

// submit stamps a request and gives it to the journal.
func (c *Coordinator) submit(r *request) {
	r.command.Time = c.now()
	if err := c.journal.Submit(r, r.came); err != nil {
		r.Fail(err)
	}
}

// writable refuses what the journal cannot hold before it was raised.
func (c *Coordinator) writable(a *rollcall.Command) error {
	if command.Needs(a) > c.journal.Version() {
		return errUpgrading
	}
	return nil
}

// admission is why no request is taken now. It is asked before a request is
// read: under overload most are refused, and what that costs is what is left
// for the others.
func (c *Coordinator) admission(now time.Time) error {
	if c.still.recently(now) {
		return journal.ErrOverloaded
	}
	return c.journal.CanSubmit()
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
	ids, ok := m.Headers()[subjects.HeaderID]
	if !ok {
		c.Key = max(rollcall.Key(rand.Uint64()), 1)
		return nil
	}
	if err := subjects.CheckID(ids[0]); err != nil {
		return err
	}
	c.Key = rollcall.NewKey(*c, ids[0])
	c.Try, err = tryOf(m)
	return err
}

// tryOf is the number of the try that a request says it is, zero where it does not. Any error is a
// [*subjects.Error].
func tryOf(m micro.Request) (uint32, error) {
	tries, ok := m.Headers()[subjects.HeaderTry]
	if !ok {
		return 0, nil
	}
	return subjects.ParseTry(tries[0])
}

// replyError answers a request that is malformed, or not for the asker to make, on the
// endpoint's goroutine, so that micro counts it among the errors.
func (c *Coordinator) replyError(m micro.Request, err error) {
	var e *subjects.Error
	if !errors.As(err, &e) {
		e = &subjects.Error{Code: subjects.InvalidJSON, Message: err.Error()}
	}
	c.metrics.rejected(e.Code)
	if err := m.Error(strconv.Itoa(e.Code.Status()), e.Message, e.Body()); err != nil {
		c.log.Debug("reply", "err", err)
	}
}
