package coordinator

import (
	"context"
	"time"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// startWithin is how long a start may wait for its class list. Together with the time that a
// record may take it must not be longer than a try lasts.
const startWithin = 500 * time.Millisecond

func ruleOf(e *classes.Entry, at string) string {
	var r records.Rule
	if e.There() {
		h := &e.Head
		r = records.Rule{Revision: e.Revision, Hours: h.Hours, LateAfter: h.LateAfter, At: h.At,
			Zone: h.Zone, LateCosts: h.LateCosts, Waived: h.Waived, Keep: h.Keep}
	}
	if at != "" {
		r.At, r.OwnAt = at, true
	}
	if r == (records.Rule{}) {
		return ""
	}
	return string(marshal(r))
}

// start has a start take what its class has for it, and submits it.
func (c *Coordinator) start(r *request, asked subjects.StartRequest) {
	ctx, cancel := context.WithDeadline(context.Background(), r.came.Add(startWithin))
	defer cancel()
	if err := c.takeTerms(ctx, r, asked); err != nil {
		e := classError(err, asked.Class)
		c.publish(errorMsg(r.reply, e))
		c.metrics.refusedStart(e.Code)
		return
	}
	c.submit(r)
}

// takeTerms fills in what the class says. Any error is one of [classError].
func (c *Coordinator) takeTerms(ctx context.Context, r *request,
	asked subjects.StartRequest) error {
	var e *classes.Entry
	if c.journal.Version() >= int(rollcall.ByKnown) { // before, no class has a list
		if err := c.classes.Fresh(ctx); err != nil {
			return err
		}
		e = c.classes.Get(asked.Class)
	}
	if e.There() {
		if err := c.mayStart(ctx, &r.command, e); err != nil {
			return err
		}
		if asked.CodeEvery == nil {
			r.command.Asked = codeEvery(&e.Head.CodeEvery)
		}
		if c.cfg.Auth {
			r.command.Teachers = logins(e.Head.Teachers)
		}
	}
	r.command.Rule = ruleOf(e, asked.At)
	return c.writable(&r.command)
}

func logins(teachers []subjects.Teacher) []string {
	all := make([]string, len(teachers))
	for i, t := range teachers {
		all[i] = string(t)
	}
	return all
}

// mayStart is why a start is refused for what its class says, nil when it is not. One that has
// taken effect is answered as it was then, whoever the class's teachers are by now.
func (c *Coordinator) mayStart(ctx context.Context, start *rollcall.Command,
	e *classes.Entry) (err error) {
	switch {
	case e.Damaged != nil:
		err = damagedClass(e)
	case c.cfg.Auth && !start.Admin && !e.IsTeacher(start.Teacher):
		err = errOtherClass
	default:
		return nil
	}
	if known, unread := c.known(ctx, start); unread != nil || known {
		return unread
	}
	return err
}

// known tells whether a start has taken effect before.
func (c *Coordinator) known(ctx context.Context, start *rollcall.Command) (known bool, err error) {
	asker := rollcall.Command{Class: start.Class, Teacher: start.Teacher, Admin: start.Admin,
		Born: start.Born}
	if err := c.barrier(ctx, asker); err != nil {
		return false, err
	}
	repeat := *start
	repeat.Time = c.now()
	err = c.journal.View(func() {
		already, _ := c.machine.State().Foresee(&repeat)
		known = already == rollcall.KnownDone
	})
	if err != nil {
		err = journal.ErrOverloaded // nothing was done
	}
	return known, err
}
