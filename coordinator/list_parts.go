package coordinator

import (
	"errors"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// listHandler is handler for lists, which may be wanted in parts. Each part is a list of its own,
// in the journal as well: it is of the same state as the one before where all that is listed is
// the same.
func (c *Coordinator) listHandler() micro.Handler {
	return micro.HandlerFunc(func(m micro.Request) {
		var part *pager
		r := c.receive(m, rollcall.List, func(payload []byte) (_ rollcall.Command, err error) {
			q, err := subjects.DecodeList(payload)
			if err == nil {
				part, err = c.partOf(q.After)
			}
			return rollcall.Command{Op: rollcall.List, Class: uint64(q.Class), Detail: q.Detail,
				Last: q.Last}, err
		})
		if r != nil {
			r.part = part
			c.submit(r)
		}
	})
}

// partOf begins the part of a list that comes after another one; nil is the list in one piece,
// which leaves out of its detail what does not fit. Any error is a [*subjects.Error].
func (c *Coordinator) partOf(after string) (*pager, error) {
	switch after {
	case "":
		return nil, nil
	case subjects.MoreDetail:
		after = ""
	}
	return newPager(after, subjects.Time(c.now()))
}

// sizeOf is about how many bytes the reply has.
func (r *request) sizeOf(out *rollcall.Outcome) int {
	if r.part != nil {
		return subjects.MaxReply
	}
	return sizeOf(out)
}

// appendList appends the reply to a list or an end. The error is [subjects.ErrAfter] where the
// list is not any more the one whose next part is wanted.
func (r *request) appendList(b []byte, out rollcall.Outcome) ([]byte, error) {
	if r.part == nil {
		return appendReply(b, r.command.Op, out), nil
	}
	return appendPart(b, out, r.part)
}

// failList replies why there is no list, or no part of it.
func (r *request) failList(err error) {
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		r.c.publish(errorMsg(r.reply, said))
		r.c.metrics.rejected(said.Code)
		return
	}
	r.Fail(err)
}

// line is what a list has of one student, in two places.
type line struct {
	Student  subjects.Student
	Presence *subjects.ListedPresence // nil without detail
}

// appendPart appends the part of a list that p is at. Of students, then who came from one device,
// then who is struck out, a part has as many as fit.
func appendPart(b []byte, out rollcall.Outcome, p *pager) (_ []byte, err error) {
	r := roll(out)
	lines := make([]line, len(r.Students))
	for i, student := range r.Students {
		lines[i].Student = student
		if out.Detail {
			lines[i].Presence = &r.Presences[i]
		}
	}
	students, presences := []subjects.Student{}, r.Presences[:0:0]
	for _, l := range cut(p, lines) {
		students = append(students, l.Student)
		if out.Detail {
			presences = append(presences, *l.Presence)
		}
	}
	r.Students, r.Presences = students, presences
	r.Shared, r.Struck = cut(p, r.Shared), cut(p, r.Struck)
	r.More, err = p.more()
	return r.AppendJSON(b), err
}
