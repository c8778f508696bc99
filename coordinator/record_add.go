package coordinator

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go/micro"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

var errNotPast = &subjects.Error{Code: subjects.InvalidField, Field: "ended",
	Message: "ended must be in the past; a roll call that is taken now is started and ended"}

func (c *Coordinator) readAdd(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeAdd(m.Data())
	if err != nil {
		return err
	}
	if q.Ended > subjects.Time(c.now()) {
		return errNotPast
	}
	if err := c.attributeClass(m, r, q.Class); err != nil {
		return err
	}
	key, err := classKey(m, r.op, &r.asker)
	key = cmp.Or(key, strings.ToLower(nuid.Next()))
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) { return r.add(ctx, &q, key) }
	return err
}

// add keeps the record of a roll call that was taken on paper, once however often it is asked for
// under one key: that is in its name.
func (r *classRequest) add(ctx context.Context, q *subjects.AddRequest,
	key string) ([]byte, error) {
	a, err := r.fresh(ctx)
	if err == nil && !a.entry.There() {
		err = errNotKept
	}
	if err == nil {
		err = a.mayKnow()
	}
	if err == nil && !a.entry.Head.Keep.On {
		err = errNotKept
	}
	if err != nil {
		return nil, r.recordError(err)
	}
	store, err := r.c.records.Store(ctx)
	if err != nil {
		return nil, errRecordsUnread
	}
	k, err := a.onPaper(q, key)
	if err != nil {
		return nil, err
	}
	if k, err = a.addOnce(ctx, store, k); err != nil {
		return nil, err
	}
	return marshal(subjects.RecordAdded{Class: k.Class, Roll: k.Roll, Time: k.Added.Time,
		Revision: "0", Position: k.Added.Position}), nil
}

// addOnce stores a record, unless that was asked for before, and gives the one that is stored.
func (a *classAsked) addOnce(ctx context.Context, store *records.Store,
	k *records.Kept) (*records.Kept, error) {
	stored, err := store.Kept(ctx, k.Class, k.Roll)
	if err == nil {
		return stored, nil
	}
	if !errors.Is(err, records.ErrNone) {
		return nil, a.recordError(err)
	}
	roster, err := a.roster()
	if err == nil {
		err = a.auditAddition(ctx, k)
	}
	if err != nil {
		return nil, err
	}
	switch err := store.Keep(ctx, k, roster); {
	case errors.Is(err, records.ErrConflict): // it is asked for twice at once
		if k, err = store.Kept(ctx, k.Class, k.Roll); err != nil {
			return nil, a.recordError(err)
		}
	case err != nil:
		return nil, a.unstored(err)
	}
	return k, nil
}

// onPaper is the record of a roll call that was taken on paper.
func (a *classAsked) onPaper(q *subjects.AddRequest, key string) (*records.Kept, error) {
	at, err := a.c.applied()
	if err != nil {
		return nil, classes.ErrUnread
	}
	head, by := &a.entry.Head, subjects.Teacher(a.asker.Teacher)
	k := &records.Kept{
		Class: q.Class, Roll: strconv.FormatInt(int64(q.Started), 36) + "-p" + key[:16],
		Name: head.Name, Started: q.Started, Ended: q.Ended, Teacher: by, Teachers: head.Teachers,
		Rule: records.Rule{Revision: a.entry.Revision, Hours: cmp.Or(q.Hours, head.Hours),
			Zone: head.Zone, Waived: head.Waived, Keep: head.Keep},
		Roster: a.entry.Revision, Position: at,
		Added: &records.Added{Added: subjects.Added{By: by, Time: subjects.Time(a.c.now()),
			Reason: q.Reason}, Position: at},
	}
	for _, s := range q.Students {
		k.Arrivals = append(k.Arrivals, marks.Arrival{Student: s, At: q.Started})
	}
	return k, nil
}

// roster is the class list as it is, to be stored.
func (a *classAsked) roster() (*records.Roster, error) {
	list, err := a.entry.List()
	if err != nil {
		return nil, damagedClass(a.entry)
	}
	return &records.Roster{Class: a.class, Revision: a.entry.Revision, Students: list.Students}, nil
}
