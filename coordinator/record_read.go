package coordinator

import (
	"cmp"
	"context"
	"time"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

// recordsWithin bounds how long it may take to read the records of a class: those of years take
// longer than a try, and the answer to an earlier try is good as well.
const recordsWithin = 10 * time.Second

func (c *Coordinator) readRecord(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeRecord(m.Data())
	if err != nil {
		return err
	}
	r.do, err = c.inParts(q.After, func(ctx context.Context, p *pager) (any, error) {
		return r.record(ctx, q.Roll, p)
	})
	return cmp.Or(err, c.attributeClass(m, r, q.Class))
}

func (c *Coordinator) readRecords(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeRecords(m.Data())
	if err != nil {
		return err
	}
	r.do, err = c.inParts(q.After, func(ctx context.Context, p *pager) (any, error) {
		return r.records(ctx, &q, p)
	})
	return cmp.Or(err, c.attributeClass(m, r, q.Class))
}

func (c *Coordinator) readReport(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeReport(m.Data())
	if err != nil {
		return err
	}
	r.do, err = c.inParts(q.After, func(ctx context.Context, p *pager) (any, error) {
		return r.report(ctx, &q, p)
	})
	return cmp.Or(err, c.attributeClass(m, r, q.Class))
}

// does is how a request is answered.
type does = func(context.Context, *classRequest) ([]byte, error)

// inParts is for a request whose reply may be long: it wants the part after another one. Any error
// is a [*subjects.Error].
func (c *Coordinator) inParts(after string,
	part func(context.Context, *pager) (any, error)) (does, error) {
	p, err := newPager(after, subjects.Time(c.now()))
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, r *classRequest) ([]byte, error) {
		if err := r.room(); err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordsWithin)
		defer cancel()
		reply, err := part(ctx, p)
		if err != nil {
			return nil, r.recordError(err)
		}
		return marshal(reply), nil
	}, nil
}

// record is what became of a roll call.
func (r *classRequest) record(ctx context.Context, roll string, p *pager) (_ any, err error) {
	a, err := r.fresh(ctx)
	if err != nil {
		return nil, err
	}
	state, err := a.state(ctx, roll)
	if err != nil {
		return nil, err
	}
	reply := state.Record()
	p.time = max(p.time, latest(&reply))
	reply.Time = p.time
	reply.Students, reply.Unknown = cut(p, reply.Students), cut(p, reply.Unknown)
	if reply.More, err = p.more(); err != nil {
		return nil, err
	}
	reply.Position, err = r.c.applied()
	return reply, err
}

// latest is the latest time in the record of a roll call. Within a roll call no time goes back,
// and the clock of a replica that has stamped some of it may be a little ahead of this one's.
func latest(r *subjects.Record) subjects.Time {
	at := max(r.Started, r.Ended)
	for i := range r.Students {
		at = max(at, r.Students[i].At)
		for _, c := range r.Students[i].Corrections {
			at = max(at, c.Time)
		}
	}
	for i := range r.Unknown {
		at = max(at, r.Unknown[i].At)
	}
	for _, c := range r.Corrections {
		at = max(at, c.Time)
	}
	if r.Added != nil {
		at = max(at, r.Added.Time)
	}
	return at
}

// state is all that the record of a roll call is computed from.
func (a *classAsked) state(ctx context.Context, roll string) (*records.State, error) {
	reader, store, err := a.reader(ctx)
	if err != nil {
		return nil, err
	}
	k, err := a.found(ctx, store, roll)
	if err == nil {
		err = a.mayKnowOf(k)
	}
	if err != nil {
		return nil, err
	}
	return reader.State(ctx, k)
}

// each visits the kept records of the class, of whoever may know them.
func (r *classRequest) each(ctx context.Context, from, until subjects.Date,
	visit func(*classAsked, *records.State) error) (*classAsked, error) {
	a, err := r.fresh(ctx)
	if err == nil {
		err = a.mayKnow()
	}
	if err != nil {
		return nil, err
	}
	return a, a.visit(ctx, from, until, func(s *records.State) error {
		if a.mayKnowOf(s.Kept) != nil {
			return nil
		}
		return visit(a, s)
	})
}

// visit visits the kept records of the class. What has ended just now is kept first.
func (a *classAsked) visit(ctx context.Context, from, until subjects.Date,
	visit func(*records.State) error) error {
	if err := a.settle(ctx); err != nil {
		return err
	}
	reader, _, err := a.reader(ctx)
	if err != nil {
		return err
	}
	return reader.Each(ctx, from, until, visit)
}

// records is the kept roll calls of a class.
func (r *classRequest) records(ctx context.Context, q *subjects.RecordListRequest,
	p *pager) (_ any, err error) {
	var all []subjects.RecordEntry
	_, err = r.each(ctx, q.From, q.Until, func(_ *classAsked, s *records.State) error {
		e := s.Entry(&lasting{c: r.c})
		p.time = max(p.time, e.Ended) // see latest
		all = append(all, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	reply := subjects.Records{Class: q.Class, Time: p.time, Records: cut(p, all)}
	if reply.More, err = p.more(); err != nil {
		return nil, err
	}
	reply.Position, err = r.c.applied()
	return reply, err
}

// report is what the kept roll calls of a class amount to.
func (r *classRequest) report(ctx context.Context, q *subjects.ReportRequest,
	p *pager) (_ any, err error) {
	var sum marks.Sum
	policies := map[marks.Waiving]bool{}
	a, err := r.each(ctx, q.From, q.Until, func(_ *classAsked, s *records.State) error {
		m := s.Compute()
		sum.Add(&m)
		policies[cmp.Or(m.Waived, marks.Counts)] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	reply := subjects.Report{Class: q.Class, Time: p.time, From: q.From, Until: q.Until,
		Planned: q.Planned, Rolls: sum.Rolls}
	present, err := a.head(&reply, policies)
	if err != nil {
		return nil, err
	}
	reply.Students = cut(p, records.ReportLines(&sum, present, q.Planned))
	if reply.More, err = p.more(); err != nil {
		return nil, err
	}
	reply.Position, err = r.c.applied()
	return reply, err
}

// mixed is the policy of a report whose roll calls had several.
const mixed = "mixed"

// head fills in what the class list says, and gives who is on it.
func (a *classAsked) head(reply *subjects.Report,
	policies map[marks.Waiving]bool) ([]marks.Entry, error) {
	reply.Waived = string(marks.Counts)
	var present []marks.Entry
	if a.entry.There() {
		list, err := a.entry.List()
		if err != nil {
			return nil, damagedClass(a.entry)
		}
		reply.Name, reply.Waived = list.Name, cmp.Or(list.Waived, reply.Waived)
		present = records.Entries(list.Students)
	}
	for policy := range policies {
		reply.Waived = string(policy)
	}
	if len(policies) > 1 {
		reply.Waived = mixed
	}
	return present, nil
}
