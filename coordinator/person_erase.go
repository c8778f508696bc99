package coordinator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/nats-io/nats.go/micro"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

func (c *Coordinator) readErase(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeErase(m.Data())
	if err != nil {
		return err
	}
	if err := c.attributeAdmin(m, r); err != nil {
		return err
	}
	// who erases several students under one id has made several requests
	id, err := classKey(m, r.op+" "+string(q.Student), &r.asker)
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) {
		ctx, cancel := detached(ctx)
		defer cancel()
		return r.erase(ctx, &q, cmp.Or(id, strings.ToLower(nuid.Next())))
	}
	return err
}

// erase takes a student out of all that is kept, once however often it is asked for under one id.
func (r *classRequest) erase(ctx context.Context, q *subjects.EraseRequest,
	id string) ([]byte, error) {
	store, err := r.c.records.Store(ctx)
	if err != nil {
		return nil, errRecordsUnread
	}
	done, err := store.Erased(ctx, id)
	if errors.Is(err, records.ErrNone) {
		var removal *records.Removal
		if removal, err = r.removal(ctx, q, id); err == nil {
			err = r.entry(ctx, &audit.Entry{What: audit.PersonErase})
		}
		if err == nil {
			done, err = store.Erase(ctx, removal, records.Elsewhere{Unlist: r.unlist,
				Leave: r.leave})
		}
	}
	if err != nil {
		return nil, r.unerased(err)
	}
	r.c.log.Info("a person was erased", "records", done.Records, "by", cmp.Or(done.By, "-"))
	reply := subjects.PersonErased{Time: done.Time, Records: done.Records,
		JournalAfterHours: subjects.JournalAfterHours, Position: done.Position}
	if users := r.c.users(); users != nil {
		reply.LoginAfterHours = subjects.LoginAfterHours
		if reply.LoginInFiles, err = users.Keeps(ctx); err != nil {
			return nil, r.unerased(err)
		}
	}
	return marshal(reply), nil
}

// removal is what is to be erased. The error is that nothing may be just now.
func (r *classRequest) removal(ctx context.Context, q *subjects.EraseRequest,
	id string) (*records.Removal, error) {
	if err := r.upToDate(ctx); err != nil {
		return nil, err
	}
	recent, err := r.c.recent(q.Student)
	if err != nil {
		return nil, err
	}
	for i := range recent {
		if recent[i].Ended == 0 {
			return nil, errStillOpen(recent[i].Class)
		}
	}
	at, err := r.c.applied()
	if err != nil {
		return nil, classes.ErrUnread
	}
	login, err := r.c.login(ctx, q.Student)
	if err != nil {
		return nil, err
	}
	a := &records.Removal{ID: id, Student: q.Student, Nobody: subjects.NewNobody(),
		Enrolled: map[subjects.Class]subjects.Enrolled{}, Reason: q.Reason,
		By: subjects.Teacher(r.asker.Teacher), Time: subjects.Time(r.c.now()), Position: at}
	if login != nil {
		a.Names = append(a.Names, login.Name)
	}
	return a, r.eachListed(q.Student, func(e *classes.Entry, l *subjects.ClassList, i int) error {
		a.Enrolled[e.Class] = l.Students[i]
		return nil
	})
}

// eachListed visits the class lists that have a student, each with where they are on it.
func (r *classRequest) eachListed(student subjects.Student,
	visit func(*classes.Entry, *subjects.ClassList, int) error) error {
	all, _ := r.c.classes.All()
	for _, e := range all {
		if !bytes.Contains(e.JSON(), []byte(`"`+student+`"`)) {
			continue
		}
		list, err := e.List()
		if err != nil {
			return damagedClass(e)
		}
		i := slices.IndexFunc(list.Students, func(s subjects.Enrolled) bool {
			return s.Student == student
		})
		if i < 0 {
			continue
		}
		if err := visit(e, &list, i); err != nil {
			return err
		}
	}
	return nil
}

// unlist takes a student off all class lists. A list that somebody else changes meanwhile is read
// again.
func (r *classRequest) unlist(ctx context.Context, student subjects.Student) error {
	for again := true; again; {
		again = false
		if err := r.upToDate(ctx); err != nil {
			return err
		}
		at, err := r.c.applied()
		if err != nil {
			return classes.ErrUnread
		}
		err = r.eachListed(student, func(e *classes.Entry, l *subjects.ClassList, i int) error {
			again = true
			l.Students = slices.Delete(l.Students, i, i+1)
			_, err := r.c.classes.Do(ctx, &classes.Change{Class: e.Class, List: l,
				Over: e.Revision, By: subjects.Teacher(r.asker.Teacher), Position: at,
				Time:   subjects.Time(r.c.now()),
				Refuse: func(*classes.Entry) error { return nil }})
			if _, changed := errors.AsType[*classes.ConflictError](err); changed ||
				errors.Is(err, classes.ErrNone) {
				return nil
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// leave removes the student's login. What is left of it says when it goes.
func (r *classRequest) leave(ctx context.Context, student subjects.Student, had bool) error {
	if users := r.c.users(); users != nil {
		return users.Erase(ctx, string(student), had)
	}
	return nil
}

var errUnerased = &subjects.Error{
	Code: subjects.Unavailable,
	Message: "the erasure was begun and is not finished; send the same request again under the " +
		"same Nats-Msg-Id, which finishes it",
}

// unerased is why nothing was erased, or not all, as the asker is told.
func (r *classRequest) unerased(err error) error {
	_, said := errors.AsType[*subjects.Error](err)
	if said || errors.Is(err, classes.ErrUnread) || errors.Is(err, classes.ErrOverloaded) {
		return err // nothing was done, see classError
	}
	r.c.log.Warn("an erasure is not finished", "err", err)
	if errors.Is(err, records.ErrDamaged) {
		return errRecordDamaged
	}
	return errUnerased
}
