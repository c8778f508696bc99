package coordinator

import (
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// request is a request that waits for its outcome.
type request struct {
	c     *Coordinator
	op    rollcall.Op
	class uint64
	reply string
	came  time.Time
}

// Answer replies with what came of the request, and tells of it.
func (r *request) Answer(out rollcall.Outcome) {
	if e := outcomeError(out, r.class); e != nil {
		r.publishError(e)
	} else {
		r.publish(encode(out))
	}
	r.c.metrics.answered(r.op, out.Verdict, time.Since(r.came))
	if !out.Repeated {
		r.c.tell(out)
	}
}

// Fail replies that the request was not done, or may not have been.
func (r *request) Fail(err error) {
	r.publishError(errorOf(err))
	r.c.metrics.failed(r.op, err)
}

func (r *request) publish(data []byte) {
	if err := r.c.conn.Publish(r.reply, data); err != nil {
		r.c.log.Debug("reply", "err", err)
	}
}

// publishError replies with an error as NATS services do. It is not left to
// micro, whose Request must not be used after its handler.
func (r *request) publishError(e *subjects.Error) {
	m := nats.NewMsg(r.reply)
	m.Header[subjects.HeaderStatus] = []string{strconv.Itoa(e.Code.Status())}
	m.Header[subjects.HeaderMessage] = []string{e.Message}
	m.Data = e.Body()
	if err := r.c.conn.PublishMsg(m); err != nil {
		r.c.log.Debug("reply", "err", err)
	}
}

// tell lets boards and the operator know what has just happened.
func (c *Coordinator) tell(out rollcall.Outcome) {
	switch out.Verdict {
	case rollcall.Opened:
		c.log.Info("roll call opened", "class", out.Class, "roll", out.Roll)
	case rollcall.Ended:
		c.log.Info("roll call ended", "class", out.Class, "roll", out.Roll, "students", out.Arrivals.Len())
	case rollcall.Registered:
	default:
		return
	}
	c.events.tell(out)
}
