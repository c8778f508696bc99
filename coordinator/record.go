package coordinator

import (
	"context"
	"errors"
	"slices"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// maxSums bounds the requests that read all records of a class: each has some records in memory.
const maxSums = 16

// recordEndpoints are those about what became of roll calls.
func (c *Coordinator) recordEndpoints() []endpoint {
	of := func(name, subject string, slots slots,
		read func(micro.Request, *classRequest) error) endpoint {
		return endpoint{name, subject, c.classHandler(recordOps[name], slots, read)}
	}
	return []endpoint{
		of("record-get", subjects.RecordGet, c.reading, c.readRecord),
		of("record-list", subjects.RecordIndex, c.summing, c.readRecords),
		of("record-report", subjects.RecordReport, c.summing, c.readReport),
		of("record-correct", subjects.RecordCorrect, c.reading, c.readCorrect),
		of("record-add", subjects.RecordAdd, c.reading, c.readAdd),
		of("record-feed", subjects.RecordFeed, c.reading, c.readFeed),
		of("student-record", subjects.StudentRecord, c.summing, c.readOwn),
	}
}

// classAsked is the class of a request about records, and what its asker may.
type classAsked struct {
	*classRequest
	class subjects.Class
	entry *classes.Entry // the class list as it is; it may not be there
}

// fresh reads the class list as it is, once all that was confirmed before has been applied here.
func (r *classRequest) fresh(ctx context.Context) (*classAsked, error) {
	if err := r.c.barrier(ctx, r.asker); err != nil {
		return nil, err
	}
	if err := r.c.classes.Fresh(ctx); err != nil {
		return nil, err
	}
	class := subjects.Class(r.asker.Class)
	a := &classAsked{r, class, r.c.classes.Get(class)}
	if a.entry.There() && a.entry.Damaged != nil {
		return nil, damagedClass(a.entry)
	}
	return a, nil
}

// mayKnow is why the asker may not use the records of the class, nil when they may. They are its
// teachers'; of a class without a class list an admin's.
func (a *classAsked) mayKnow() error {
	switch {
	case a.everything():
		return nil
	case !a.entry.There():
		return classes.ErrNone
	default:
		return a.mayUse(a.entry)
	}
}

// mayKnowOf is why the asker may not use a record of the class, nil when they may. A number that
// is given to another class does not hand over the records of the one before: they are an
// admin's, and of those who were its teachers.
func (a *classAsked) mayKnowOf(k *records.Kept) error {
	login := subjects.Teacher(a.asker.Teacher)
	if a.everything() || !a.entry.There() || k.Rule.Revision >= a.entry.Since ||
		k.Teacher == login || slices.Contains(k.Teachers, login) {
		return nil
	}
	return errOtherClass
}

// reader reads the records of the class.
func (a *classAsked) reader(ctx context.Context) (*records.Reader, *records.Store, error) {
	store, err := a.c.records.Store(ctx)
	if err != nil {
		return nil, nil, err
	}
	if !a.entry.There() {
		return store.Reader(a.class, 0, nil), store, nil
	}
	list, err := a.entry.List()
	if err != nil {
		return nil, nil, damagedClass(a.entry)
	}
	return store.Reader(a.class, a.entry.Revision, records.Entries(list.Students)), store, nil
}

// found is the roll call that is meant, the open one or the latest where none is named. The error
// is [records.ErrNone] where there is none.
func (a *classAsked) found(ctx context.Context, store *records.Store,
	roll string) (*records.Kept, error) {
	k, err := a.inMemory(roll)
	if err != nil {
		return nil, err
	}
	if k != nil && (k.Ended == 0 || !k.Rule.Keep.On) {
		return k, nil
	}
	if k != nil {
		roll = k.Roll
	} else if err := a.mayKnow(); err != nil {
		return nil, err
	}
	kept, err := a.stored(ctx, store, roll)
	if errors.Is(err, records.ErrNone) && k != nil {
		return k, nil // it will be
	}
	return kept, err
}

// inMemory is a roll call that is open or has just ended, nil when there is none.
func (a *classAsked) inMemory(roll string) (*records.Kept, error) {
	var found rollcall.Record
	ok := false
	err := a.c.journal.View(func() {
		found, ok = a.c.machine.State().Record(uint64(a.class), roll, a.c.now(), &a.asker)
	})
	switch {
	case err != nil:
		return nil, classes.ErrUnread
	case !ok:
		return nil, nil
	case !found.Belongs && a.mayKnow() != nil:
		return nil, errOtherClass
	}
	return keptOf(&found, a.entry)
}

func (a *classAsked) stored(ctx context.Context, store *records.Store,
	roll string) (k *records.Kept, err error) {
	if roll == "" {
		if roll, err = store.Latest(ctx, a.class); err != nil {
			return nil, err
		}
	}
	return store.Kept(ctx, a.class, roll)
}
