package coordinator

import (
	"cmp"
	"context"
	"errors"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

func (c *Coordinator) readCorrect(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeCorrect(m.Data())
	if err != nil {
		return err
	}
	if err := c.attributeClass(m, r, q.Class); err != nil {
		return err
	}
	// who corrects several students under one id has made several requests
	key, err := classKey(m, r.op+" "+q.Roll+" "+string(q.Student), &r.asker)
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) {
		return r.correct(ctx, &records.Asked{CorrectRequest: q, Key: key,
			By: subjects.Teacher(r.asker.Teacher), Time: subjects.Time(c.now())})
	}
	return err
}

// correct has a correction take effect, once however often it is asked for under one key. Whoever
// was faster is seen, and then the correction is judged again.
func (r *classRequest) correct(ctx context.Context, asked *records.Asked) (reply []byte,
	err error) {
	a, err := r.fresh(ctx)
	if err != nil {
		return nil, r.recordError(err)
	}
	if asked.Position, err = r.c.applied(); err != nil {
		return nil, classes.ErrUnread
	}
	for {
		state, err := a.state(ctx, asked.Roll)
		if err == nil && !state.Kept.Rule.Keep.On {
			err = errNotKept
		}
		if err == nil && a.mayKnow() != nil {
			err = errOtherClass
		}
		if err != nil {
			return nil, r.recordError(err)
		}
		done, err := a.correctOver(ctx, state, asked)
		if !errors.Is(err, records.ErrConflict) {
			return done, err
		}
	}
}

// correctOver corrects a record as it was read. The error is [records.ErrConflict] when it is
// another one by now.
func (a *classAsked) correctOver(ctx context.Context, state *records.State,
	asked *records.Asked) ([]byte, error) {
	if again, ok := state.Repeated(asked.Key); ok {
		return marshal(again), nil
	}
	c, err := state.Correct(asked)
	if err != nil {
		return nil, err
	}
	store, err := a.c.records.Store(ctx)
	if err != nil {
		return nil, errRecordsUnread
	}
	if err := a.auditCorrection(ctx, state); err != nil {
		return nil, err
	}
	last, err := store.Correct(ctx, c, state.Last)
	switch {
	case errors.Is(err, records.ErrConflict):
		return nil, err
	case err != nil:
		return nil, a.unstored(err)
	}
	a.c.log.Info("a record was corrected", "class", c.Class, "roll", c.Roll, "by",
		cmp.Or(c.By, "-"))
	return marshal(state.Corrected(c, last)), nil
}
