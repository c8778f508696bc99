package coordinator

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

var errUnaudited = &subjects.Error{
	Code: subjects.Overloaded,
	Message: "the audit takes no entry just now, and without one nothing is changed: this was not " +
		"done; send it again in a moment, or ask the operator, whose log says why",
}

func (c *Coordinator) openAudit() error {
	nc, err := c.cfg.Connect(nats.Name("chamada audit"))
	if err == nil {
		c.audit = audit.New(nc, c.cfg.Replicas)
	}
	return err
}

// entry writes into the audit what the asker is about to change. The error is a
// [*subjects.Error]: then it must not be.
func (r *classRequest) entry(ctx context.Context, e *audit.Entry) error {
	e.By, e.Class = subjects.Teacher(r.asker.Teacher), subjects.Class(r.asker.Class)
	e.Time = subjects.Time(r.c.now())
	err := r.c.audit.Write(ctx, e)
	if err == nil {
		return nil
	}
	r.c.log.Warn("a change was refused", "what", e.What, "class", e.Class, "err", err)
	return errUnaudited
}

func (r *classRequest) auditChange(ctx context.Context, ch *classes.Change) error {
	e := &audit.Entry{What: audit.ClassRemove, Over: strconv.FormatUint(ch.Over, 10)}
	if ch.List != nil {
		e.What, e.Students = audit.ClassPut, len(ch.List.Students)
	}
	return r.entry(ctx, e)
}

func (r *classRequest) auditCorrection(ctx context.Context, s *records.State) error {
	return r.entry(ctx, &audit.Entry{What: audit.RecordCorrect, Roll: s.Kept.Roll,
		Over: s.Revision()})
}

func (r *classRequest) auditAddition(ctx context.Context, k *records.Kept) error {
	return r.entry(ctx, &audit.Entry{What: audit.RecordAdd, Roll: k.Roll,
		Students: len(k.Arrivals)})
}

// auditRepairs writes into the audit what repairs have given up of the journal, once for all
// coordinators, until ctx is done. A repair itself is made while nothing runs.
func (c *Coordinator) auditRepairs(ctx context.Context) {
	look := time.NewTicker(auditEvery)
	defer look.Stop()
	for ctx.Err() == nil {
		if err := c.auditLosses(ctx); err != nil && ctx.Err() == nil {
			c.log.Warn("a repair of the journal is not in the audit yet", "err", err)
		}
		select {
		case <-look.C:
		case <-ctx.Done():
		}
	}
}

// auditEvery is how often is looked for repairs that are not in the audit.
const auditEvery = 10 * time.Second

// auditLosses writes the losses behind the last one that is in the audit.
func (c *Coordinator) auditLosses(ctx context.Context) error {
	losses := c.journal.Losses()
	if len(losses) == 0 {
		return nil
	}
	last, over, err := c.audit.Last(ctx, audit.JournalRepair)
	for _, l := range slices.SortedFunc(slices.Values(losses), compareLosses) {
		if err != nil {
			return err
		}
		if over != 0 && compareLosses(l, lossOf(&last)) <= 0 {
			continue
		}
		_, err = c.audit.WriteOver(ctx, &audit.Entry{What: audit.JournalRepair,
			Time: subjects.At(l.When), First: l.First, Last: l.Last}, over)
		if err == nil || errors.Is(err, audit.ErrOvertaken) { // by another coordinator
			last, over, err = c.audit.Last(ctx, audit.JournalRepair)
		}
	}
	return err
}

func lossOf(e *audit.Entry) integrity.Loss {
	return integrity.Loss{First: e.First, Last: e.Last, When: e.Time.Time()}
}

// compareLosses is by the time of the repair, as the audit has it, then by place.
func compareLosses(a, b integrity.Loss) int {
	return cmp.Or(cmp.Compare(subjects.At(a.When), subjects.At(b.When)),
		cmp.Compare(a.First, b.First))
}
