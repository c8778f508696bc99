package coordinator

import (
	"context"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

var errNotOwn = forbidden("only a student's own login is told the student's records; log in as the " +
	"student, or ask record.get as a teacher")

// readOwn is for a student's own lines. Nobody else's login has any.
func (c *Coordinator) readOwn(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeStudentRecord(m.Data())
	if err != nil {
		return err
	}
	if !c.cfg.Auth {
		return errNotOwn
	}
	asker := identity.OfRequest(m)
	student := subjects.Student(asker.Login)
	if asker.Nobody() || asker.Role != identity.Student || !student.Valid() {
		return errNotOwn
	}
	if q.Student != "" && q.Student != student {
		return errNotSelf
	}
	r.asker = rollcall.Command{Op: rollcall.List, Class: uint64(q.Class), Teacher: asker.Login}
	r.do, err = c.inParts(q.After, func(ctx context.Context, p *pager) (any, error) {
		return r.own(ctx, student, p)
	})
	return err
}

// own is the lines of one student, in the roll calls of whose list they were, or to which they
// came.
func (r *classRequest) own(ctx context.Context, student subjects.Student, p *pager) (_ any,
	err error) {
	a, err := r.fresh(ctx)
	if err != nil {
		return nil, err
	}
	var all []subjects.OwnRecord
	err = a.visit(ctx, "", "", func(s *records.State) error {
		if own, ok := s.Own(student); ok {
			p.time = max(p.time, own.Started, own.At) // see latest
			all = append(all, own)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	reply := subjects.OwnRecords{Class: a.class, Time: p.time, Records: cut(p, all)}
	if reply.More, err = p.more(); err != nil {
		return nil, err
	}
	reply.Position, err = r.c.applied()
	return reply, err
}
