package coordinator

import (
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// request is a request that waits for its outcome.
type request struct {
	c       *Coordinator
	command rollcall.Command
	reply   string
	came    time.Time
	guess   *guess // the code that it has, if that counts
	part    *pager // of a list that is wanted in parts
}

// buffers are for replies, which the client library copies.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Command is what is asked.
func (r *request) Command() *rollcall.Command { return &r.command }

// Answer replies with what came of the request.
func (r *request) Answer(out rollcall.Outcome) {
	if out.Verdict == rollcall.Overtaken && r.again() {
		return
	}
	r.countGuess(&out)
	switch e := outcomeError(r.command.Op, out, r.command.Class); {
	case e != nil:
		r.c.publish(errorMsg(r.reply, e))
	case out.Verdict == rollcall.Listed, out.Verdict == rollcall.Ended:
		r.answerList(out)
		return
	default:
		b := buffers.Get().(*[]byte)
		*b = appendReply((*b)[:0], r.command.Op, out)
		r.c.publish(&nats.Msg{Subject: r.reply, Data: *b})
		buffers.Put(b)
	}
	r.told(out.Verdict)
}

// again has a request written once more that was not judged, within the same time. Of a
// later try the journal has noted that it had no effect: that takes a new one.
func (r *request) again() bool {
	r.c.metrics.overtaken(r.command.Op)
	return r.command.Try < 2 && r.c.journal.Submit(r, r.came) == nil
}

// answerList has a list sent. Where there is no room, a list was as good as not done, as
// it has no effect. Of an end that comes again nobody may say so. An end that takes
// effect finds room: of these there is one for each roll call.
func (r *request) answerList(out rollcall.Outcome) {
	sent := r.c.lists.send(r.command.Teacher, r.sizeOf(&out), out.Effective(), listing{
		reply:  r.reply,
		lost:   out.Lost,
		encode: func(b []byte) ([]byte, error) { return r.appendList(b, out) },
		sent:   func() { r.told(out.Verdict) },
		fail:   r.failList,
	})
	switch {
	case sent:
	case out.Verdict == rollcall.Ended:
		r.Fail(journal.ErrUnavailable)
	default:
		r.Fail(journal.ErrOverloaded)
	}
}

// told counts the reply.
func (r *request) told(v rollcall.Verdict) {
	r.c.metrics.answered(r.command.Op, v, time.Since(r.came))
}

// Fail replies that the request was not done, or may not have been.
func (r *request) Fail(err error) {
	r.countGuess(new(rollcall.Outcome)) // a code that may not have been looked at was not wrong
	r.c.replyNotDone(r.command.Op, r.reply, err)
}

// replyNotDone replies with what the journal's refusal means.
func (c *Coordinator) replyNotDone(op rollcall.Op, reply string, err error) {
	c.publishRefusal(reply, err)
	c.metrics.failed(op, err)
}

func (c *Coordinator) publishRefusal(reply string, err error) {
	m := refusalUnavailable
	if errors.Is(err, journal.ErrOverloaded) {
		m = refusalOverloaded
	}
	m.Subject = reply
	c.publish(&m)
}

// The two replies that are the same to everyone, made once: under overload
// there are many of them.
var (
	refusalOverloaded  = *errorMsg("", errOverloaded)
	refusalUnavailable = *errorMsg("", errUnavailable)
)

// errorMsg is an error as NATS services reply it. It is not left to micro,
// whose Request must not be used after its handler.
func errorMsg(reply string, e *subjects.Error) *nats.Msg {
	m := nats.NewMsg(reply)
	m.Header[subjects.HeaderStatus] = []string{strconv.Itoa(e.Code.Status())}
	m.Header[subjects.HeaderMessage] = []string{e.Message}
	m.Data = e.Body()
	return m
}

func (c *Coordinator) publish(m *nats.Msg) {
	if err := c.conn.PublishMsg(m); err != nil {
		c.log.Debug("reply", "err", err)
	}
}

// tell lets boards and the operator know what has just happened.
func (c *Coordinator) tell(outcomes []rollcall.Outcome) {
	c.preference.applied.Add(int64(len(outcomes)))
	for i := range outcomes {
		switch out := &outcomes[i]; {
		case !out.Effective():
		case out.Verdict == rollcall.Opened:
			c.log.Info("roll call opened", "class", out.Class, "roll", out.Roll)
		case out.Verdict == rollcall.Ended:
			c.log.Info("roll call ended", "class", out.Class, "roll", out.Roll, "students",
				out.Arrivals.Len())
			c.tellEnded(out)
		}
	}
	c.events.tell(outcomes)
}
