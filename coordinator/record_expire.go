package coordinator

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

const (
	// expireEvery is how often is looked for records that are kept no longer.
	expireEvery = 15 * time.Minute
	// expireWithin bounds one look, so that a NATS that is gone is noticed.
	expireWithin = 5 * time.Minute
)

// expireRecords erases records that are kept no longer, until ctx is done. It goes by the time of
// the look before, or that of this one where that is earlier: a clock that was ahead when the
// server started, or for a moment, erases nothing.
func (c *Coordinator) expireRecords(ctx context.Context) {
	store, err := c.records.Store(ctx)
	if err != nil {
		return // it is over
	}
	look := time.NewTicker(cmp.Or(c.cfg.ExpireEvery, expireEvery))
	defer look.Stop()
	failed := false
	for before := subjects.At(c.journal.Past()); ; {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
		now := subjects.At(c.journal.Past())
		err := c.expire(ctx, store, min(before, now))
		if err != nil && !failed && ctx.Err() == nil {
			c.log.Warn("records whose days are over are not erased, or not all; this is tried "+
				"again", "err", err)
		}
		before, failed = now, err != nil
	}
}

// expire erases what is kept no longer at a time.
func (c *Coordinator) expire(ctx context.Context, store *records.Store,
	past subjects.Time) error {
	if c.Health() != nil {
		return nil // the roll calls in memory are not known
	}
	ctx, cancel := context.WithTimeout(ctx, expireWithin)
	defer cancel()
	all, err := store.Expire(ctx, &lasting{c, past})
	for i := range all {
		if e := &all[i]; e.Records > 0 {
			c.metrics.expired.Add(float64(e.Records))
			c.log.Info("records were erased that their classes keep no longer", "records",
				e.Records, "classes", e.Classes, "first", e.First, "last", e.Last)
		}
	}
	return err
}

// lasting is how long records are kept.
type lasting struct {
	c    *Coordinator
	past subjects.Time
}

var _ records.Lasting = (*lasting)(nil)

func (l *lasting) Fresh(ctx context.Context) error { return l.c.classes.Fresh(ctx) }

func (l *lasting) Past() subjects.Time { return l.past }

func (l *lasting) Newest(class subjects.Class) uint64 { return l.c.classes.Get(class).Newest() }

// Keep is that of the class list. One that is damaged may say anything, so nothing goes.
func (l *lasting) Keep(class subjects.Class, rule *records.Rule) (subjects.Keep, bool) {
	e := l.c.classes.Get(class)
	switch {
	case !e.There() || rule != nil && rule.Revision < e.Since:
		return subjects.Keep{}, false
	case e.Damaged != nil:
		return subjects.Keep{On: true}, true
	default:
		return e.Head.Keep, true
	}
}

func (l *lasting) InMemory() (map[records.Roll]bool, error) {
	return l.c.rollsInMemory()
}

// rollsInMemory are the roll calls that have ended and are in memory.
func (c *Coordinator) rollsInMemory() (map[records.Roll]bool, error) {
	all, err := recordSource{c}.Ended()
	if err != nil {
		return nil, classes.ErrUnread
	}
	there := make(map[records.Roll]bool, len(all))
	for _, roll := range all {
		there[roll] = true
	}
	return there, nil
}

// Write writes into the audit what goes. Its entry has the sequence of the message that says what
// is due: whoever goes on with that finds it there.
func (l *lasting) Write(ctx context.Context, e *records.Erasure, sequence uint64) error {
	last, over, err := l.c.audit.Last(ctx, audit.RecordExpire)
	if err != nil || over != 0 && last.First >= sequence {
		return err
	}
	_, err = l.c.audit.WriteOver(ctx, &audit.Entry{What: audit.RecordExpire,
		Time: subjects.Time(l.c.now()), Records: e.Records, Classes: e.Classes, First: sequence,
		Last: sequence}, over)
	if errors.Is(err, audit.ErrOvertaken) {
		return nil // by another coordinator that does the same
	}
	return err
}
