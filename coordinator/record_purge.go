package coordinator

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/nats-io/nats.go/micro"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

func (c *Coordinator) readPurge(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodePurge(m.Data())
	if err != nil {
		return err
	}
	if err := c.attributeAdmin(m, r); err != nil {
		return err
	}
	r.asker.Class = uint64(q.Class)
	id, err := classKey(m, r.op+" "+string(q.Before), &r.asker)
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) {
		ctx, cancel := detached(ctx)
		defer cancel()
		reply, err := r.purge(ctx, &q, cmp.Or(id, strings.ToLower(nuid.Next())))
		if err != nil {
			return nil, r.unpurged(err)
		}
		return marshal(reply), nil
	}
	return err
}

// purge erases the records of a class before a day, or says what would go. What was done under an
// id is said again.
func (r *classRequest) purge(ctx context.Context, q *subjects.PurgeRequest,
	id string) (reply subjects.RecordsPurged, err error) {
	store, err := r.c.records.Store(ctx)
	if err != nil {
		return reply, err
	}
	if done, err := store.Erased(ctx, id); q.Apply && !errors.Is(err, records.ErrNone) {
		return purged(&done), err
	}
	if err := r.upToDate(ctx); err != nil {
		return reply, err
	}
	p, err := r.before(ctx, store, q)
	if err != nil {
		return reply, err
	}
	at, err := r.c.applied()
	if err != nil {
		return reply, classes.ErrUnread
	}
	e := records.Erasure{Why: records.WhyPurge, Time: subjects.Time(r.c.now()), Class: q.Class,
		By: subjects.Teacher(r.asker.Teacher), Records: len(p.Rolls), Stay: p.Stay,
		First: p.First, Last: p.Last, Position: at}
	if reply = purged(&e); !q.Apply {
		reply.Applied = false
		return reply, nil
	}
	if err := r.entry(ctx, &audit.Entry{What: audit.RecordPurge, Before: q.Before,
		Records: e.Records}); err != nil {
		return reply, err
	}
	if err := store.Purge(ctx, p, r.c.classes.Get(q.Class).Newest(), e, id); err != nil {
		return reply, err
	}
	r.c.log.Info("records were purged", "class", q.Class, "before", q.Before, "records",
		e.Records, "by", cmp.Or(e.By, "-"))
	return reply, nil
}

// before finds what goes.
func (r *classRequest) before(ctx context.Context, store *records.Store,
	q *subjects.PurgeRequest) (*records.Purge, error) {
	there, err := r.c.rollsInMemory()
	if err != nil {
		return nil, err
	}
	return store.Before(ctx, q.Class, q.Before, there)
}

func purged(e *records.Erasure) subjects.RecordsPurged {
	return subjects.RecordsPurged{Class: e.Class, Time: e.Time, Records: e.Records, Stay: e.Stay,
		First: e.First, Last: e.Last, Applied: true, Position: e.Position}
}

// unpurged is why records were not purged, or not all.
func (r *classRequest) unpurged(err error) error {
	if errors.Is(err, records.ErrDamaged) {
		return r.recordError(err)
	}
	return r.unerased(err)
}
