package coordinator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

const (
	// classWithin bounds how long a request about a class may take: then the client tries again.
	classWithin = 2 * time.Second
	// maxClassRequests bounds those that are under way, maxClassChanges those of them that have
	// a class list with them.
	maxClassRequests = 4096
	maxClassChanges  = 16
	// shortReply is up to how many bytes the reply to a change is sent where there is no room for
	// lists: almost all are.
	shortReply = 4 << 10
)

// slots bounds how much is under way.
type slots chan struct{}

func (s slots) take() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

func (s slots) give() { <-s }

// classRequest is a request about a class list. It is answered on a goroutine of its own: an
// endpoint has one, and the class lists are read and written over the network.
type classRequest struct {
	c     *Coordinator
	op    string // for the metrics
	reply string
	came  time.Time
	asker rollcall.Command // who asks, and for which class
	slots slots
	reads bool // it changes nothing, and its reply may be long, see room
	do    func(ctx context.Context, r *classRequest) ([]byte, error)
}

var errNotTeacherOfClass = forbidden("only teachers have class lists; log in as one")

// classHandler reads a request, which says who asks for what, and has it answered.
func (c *Coordinator) classHandler(op string, slots slots,
	read func(micro.Request, *classRequest) error) micro.Handler {
	return micro.HandlerFunc(func(m micro.Request) {
		if !answerable(m.Reply()) {
			c.metrics.unanswerable.Inc()
			return
		}
		r := &classRequest{c: c, op: op, reply: m.Reply(), came: time.Now(), slots: slots}
		if err := c.admission(r.came); err != nil {
			r.fail(err)
			return
		}
		if err := read(m, r); err != nil {
			c.replyError(m, err)
			return
		}
		if !slots.take() {
			r.fail(journal.ErrOverloaded)
			return
		}
		c.asking.Go(func() {
			defer slots.give()
			r.answer()
		})
	})
}

// answer does what is asked, and replies.
func (r *classRequest) answer() {
	ctx, cancel := context.WithTimeout(context.Background(), classWithin)
	defer cancel()
	data, err := r.do(ctx, r)
	if err != nil {
		r.fail(err)
		return
	}
	short := !r.reads && len(data) <= shortReply
	sent := r.c.lists.send(r.asker.Teacher, len(data), short, listing{
		reply:  r.reply,
		encode: made(data),
		sent: func() {
			r.c.metrics.answeredClass(r.op, "done")
			r.c.metrics.latency.Observe(time.Since(r.came).Seconds())
		},
		fail: r.fail,
	})
	switch {
	case sent:
	case r.reads:
		r.fail(journal.ErrOverloaded)
	default:
		r.fail(journal.ErrUnavailable) // it may have changed something
	}
}

// room is why who asks may be sent no long reply just now, nil when they may. It is for what
// changes nothing: nobody may say of a change that it was not done.
func (r *classRequest) room() error {
	r.reads = true
	if !r.c.lists.budget.allows(r.asker.Teacher) {
		return journal.ErrOverloaded
	}
	return nil
}

// fail replies why it was not done, or may not have been.
func (r *classRequest) fail(err error) {
	e := classError(err, subjects.Class(r.asker.Class))
	r.c.publish(errorMsg(r.reply, e))
	r.c.metrics.answeredClass(r.op, string(e.Code))
}

// attributeClass fills in who asks about a class. Any error is a [*subjects.Error].
func (c *Coordinator) attributeClass(m micro.Request, r *classRequest, class subjects.Class) error {
	r.asker.Op, r.asker.Class = rollcall.List, uint64(class)
	err := c.attribute(m, &r.asker)
	if errors.Is(err, errNotTeacher) {
		return errNotTeacherOfClass
	}
	return err
}

// everything tells whether the asker may see and do everything.
func (r *classRequest) everything() bool { return !r.c.cfg.Auth || r.asker.Admin }

// mayUse is why the asker may not use a class that is there, nil when they may.
func (r *classRequest) mayUse(now *classes.Entry) error {
	switch {
	case r.everything(), now.Damaged == nil && now.IsTeacher(r.asker.Teacher):
		return nil
	default:
		return errOtherClass
	}
}

// classKey tells a request that changes a class from all others; empty when it has no id. Any
// error is a [*subjects.Error].
func classKey(m micro.Request, op string, asker *rollcall.Command) (string, error) {
	ids, ok := m.Headers()[subjects.HeaderID]
	if !ok {
		return "", nil
	}
	if err := subjects.CheckID(ids[0]); err != nil {
		return "", err
	}
	text := op + "\x00" + subjects.Class(asker.Class).String() + "\x00" + asker.Teacher + "\x00" +
		ids[0]
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16]), nil
}

// applied is the last position that this replica has applied. The error is
// [journal.ErrUnavailable].
func (c *Coordinator) applied() (at subjects.Position, err error) {
	err = c.journal.View(func() {
		latest := c.machine.State().Latest()
		at = subjects.Position{Record: latest.Record, Index: uint32(latest.Index)}
	})
	return at, err
}

// followClasses keeps the class lists until ctx is done. They have been read for the first time
// when it calls loaded.
func (c *Coordinator) followClasses(ctx context.Context, failed chan<- error) {
	if err := c.classes.Run(ctx); err != nil {
		failed <- err
	}
}

func newClasses(cfg Config) *classes.Classes {
	return classes.New(classes.Config{
		Connect:  func(opts ...nats.Option) (*nats.Conn, error) { return cfg.Connect(opts...) },
		Replicas: cfg.Replicas, MaxBytes: cfg.MaxBytes, Logger: cfg.Logger,
	})
}
