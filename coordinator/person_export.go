package coordinator

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

func (c *Coordinator) readExport(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeExport(m.Data())
	if err != nil {
		return err
	}
	if err := c.attributeAdmin(m, r); err != nil {
		return err
	}
	p, err := newPager(q.After, subjects.Time(c.now()))
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) {
		if err := r.room(); err != nil {
			return nil, err
		}
		ctx, cancel := detached(ctx)
		defer cancel()
		reply, err := r.export(ctx, q.Student, p)
		if err != nil {
			return nil, r.recordError(err)
		}
		return marshal(reply), nil
	}
	return err
}

// export is all that is kept of a student.
func (r *classRequest) export(ctx context.Context, student subjects.Student,
	p *pager) (reply subjects.Person, err error) {
	if err := r.upToDate(ctx); err != nil {
		return reply, err
	}
	reply = subjects.Person{Student: student, Time: p.time}
	lists, kept, err := r.stored(ctx, student)
	if err != nil {
		return reply, err
	}
	recent, err := r.recentOf(student)
	if err != nil {
		return reply, err
	}
	reply.Lists, reply.Records, reply.Recent = cut(p, lists), cut(p, kept), cut(p, recent)
	if reply.Login, err = r.c.login(ctx, student); err != nil {
		return reply, err
	}
	if reply.More, err = p.more(); err != nil {
		return reply, err
	}
	reply.Position, err = r.c.applied()
	return reply, err
}

// stored is what class lists and kept records have of a student.
func (r *classRequest) stored(ctx context.Context, student subjects.Student) (
	lists []subjects.PersonList, kept []subjects.PersonRecord, err error) {
	err = r.eachListed(student, func(e *classes.Entry, l *subjects.ClassList, i int) error {
		lists = append(lists, subjects.PersonList{Class: e.Class, ClassName: l.Name,
			Revision: e.Revision, Present: true, Enrolled: l.Students[i]})
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	store, err := r.c.records.Store(ctx)
	if err != nil {
		return nil, nil, err
	}
	rosters, found, err := store.Mentions(ctx, student)
	if err != nil {
		return nil, nil, err
	}
	for _, list := range lists {
		found[list.Class] = true // they may have a line in records of before
	}
	for _, class := range slices.Sorted(maps.Keys(found)) {
		a := &classAsked{r, class, r.c.classes.Get(class)}
		reader, _, err := a.reader(ctx)
		if err == nil {
			err = reader.Each(ctx, "", "", func(s *records.State) error {
				if one, there := s.Person(student); there {
					kept = append(kept, one)
				}
				return nil
			})
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return append(lists, rosters...), kept, nil
}

// recentOf is what the roll calls in memory, which the journal has, say of a student.
func (r *classRequest) recentOf(student subjects.Student) (all []subjects.PersonRecord,
	err error) {
	recent, err := r.c.recent(student)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(recent, func(a, b rollcall.Record) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Started, b.Started))
	})
	for i := range recent {
		k, err := keptOf(&recent[i], nil)
		if err != nil {
			return nil, err
		}
		one, _ := (&records.State{Kept: k}).Person(student)
		all = append(all, one)
	}
	return all, nil
}
