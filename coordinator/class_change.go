package coordinator

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

func (c *Coordinator) readPut(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodePut(m.Data())
	if err != nil {
		return err
	}
	return c.readChange(m, r, &classes.Change{Class: q.Class, List: &q.ClassList, Over: q.Revision})
}

func (c *Coordinator) readRemove(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeRemove(m.Data())
	if err != nil {
		return err
	}
	return c.readChange(m, r, &classes.Change{Class: q.Class, Over: q.Revision})
}

// readChange fills in what the payload of a change does not say.
func (c *Coordinator) readChange(m micro.Request, r *classRequest, ch *classes.Change) (err error) {
	if err := c.attributeClass(m, r, ch.Class); err != nil {
		return err
	}
	if c.journal.Version() < int(rollcall.ByKnown) {
		return errUpgrading // the class's roll calls could not be started
	}
	if ch.Key, err = classKey(m, r.op, &r.asker); err != nil {
		return err
	}
	if ch.Try, err = tryOf(m); err != nil {
		return err
	}
	ch.By = subjects.Teacher(r.asker.Teacher)
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) { return r.change(ctx, ch) }
	return nil
}

// change puts or removes a class list.
func (r *classRequest) change(ctx context.Context, ch *classes.Change) (reply []byte, err error) {
	owner := ""
	if ch.List != nil && !r.everything() {
		if owner, err = r.openBy(ctx); err != nil {
			return nil, err
		}
	}
	// What has ended before is kept with the class list as it was.
	err = r.c.barrier(ctx, r.asker)
	if err == nil {
		err = r.settle(ctx)
	}
	if err != nil {
		return nil, r.recordError(err)
	}
	if ch.Position, err = r.c.applied(); err != nil {
		return nil, classes.ErrUnread
	}
	ch.Time = subjects.Time(r.c.now())
	ch.Refuse = func(now *classes.Entry) error { return r.mayChange(now, ch.List, owner) }
	ch.Passing = errOpenByOther
	ch.Before = func(ctx context.Context) error { return r.auditChange(ctx, ch) }
	done, err := r.c.classes.Do(ctx, ch)
	if errors.Is(err, classes.ErrUnstored) || errors.Is(err, classes.ErrUnknown) {
		r.c.log.Warn("a class list was not confirmed", "class", ch.Class, "err", err)
	}
	if err != nil {
		return nil, err
	}
	if ch.List == nil {
		return marshal(subjects.ClassRemoved{
			Class: ch.Class, Time: done.Time, Position: done.Position}), nil
	}
	return marshal(subjects.ClassPutDone{
		Class: ch.Class, Time: done.Time, Revision: done.Revision, Position: done.Position}), nil
}

// mayChange is why the asker may not change the class as it is now, nil when they may. owner has
// the open roll call, list is what is put.
func (r *classRequest) mayChange(now *classes.Entry, list *subjects.ClassList, owner string) error {
	switch {
	case r.everything():
		return nil
	case now == nil && !slices.Contains(list.Teachers, subjects.Teacher(r.asker.Teacher)):
		return errNotInClass
	case now != nil && r.mayUse(now) != nil:
		return r.mayUse(now)
	case list != nil && owner != "" && owner != r.asker.Teacher:
		return errOpenByOther
	default:
		return nil
	}
}

// openBy is the login that has started the open roll call of the class, empty when none is open.
// It sees every start that was confirmed before: a list goes through the journal first.
func (r *classRequest) openBy(ctx context.Context) (owner string, err error) {
	if err := r.c.barrier(ctx, r.asker); err != nil {
		return "", err
	}
	rolls, _, err := r.c.openRolls(rollcall.Command{Admin: true}, cursor{time: r.c.now()})
	if err != nil {
		return "", classes.ErrUnread
	}
	for _, one := range rolls {
		if one.Class == r.asker.Class {
			return one.Owner, nil
		}
	}
	return "", nil
}

// barrier waits until this replica has applied all that was confirmed before: a list of the
// asker's, whose reply nobody gets. The error is [classes.ErrUnread].
func (c *Coordinator) barrier(ctx context.Context, asker rollcall.Command) error {
	b := &barrier{asker, make(chan error, 1)}
	b.command.Op, b.command.Time = rollcall.List, c.now()
	return c.await(ctx, b)
}

// await waits until a command has been applied, whose outcome nobody asks for. The error is
// [classes.ErrUnread].
func (c *Coordinator) await(ctx context.Context, b *barrier) error {
	err := c.journal.Submit(b, time.Now())
	if err == nil {
		select {
		case err = <-b.done:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	if err != nil {
		return classes.ErrUnread
	}
	return nil
}

// barrier is a command that somebody waits for who does not ask for its outcome.
type barrier struct {
	command rollcall.Command
	done    chan error
}

func (b *barrier) Command() *rollcall.Command { return &b.command }
func (b *barrier) Answer(rollcall.Outcome)    { b.done <- nil }
func (b *barrier) Fail(err error)             { b.done <- err }
