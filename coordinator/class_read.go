package coordinator

import (
	"context"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

func (c *Coordinator) readGet(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeClass(m.Data())
	if err != nil {
		return err
	}
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) { return r.get(ctx, q.Class) }
	return c.attributeClass(m, r, q.Class)
}

// get replies with a class list as it is.
func (r *classRequest) get(ctx context.Context, class subjects.Class) ([]byte, error) {
	if err := r.room(); err != nil {
		return nil, err
	}
	if err := r.c.classes.Fresh(ctx); err != nil {
		return nil, err
	}
	e := r.c.classes.Get(class)
	if !e.There() {
		return nil, classes.ErrNone
	}
	if err := r.mayUse(e); err != nil {
		return nil, err
	}
	if e.Damaged != nil {
		return nil, damagedClass(e)
	}
	at, err := r.c.applied()
	if err != nil {
		return nil, classes.ErrUnread
	}
	got := subjects.ClassGot{Class: class, Time: subjects.Time(r.c.now()), Revision: e.Revision,
		Put: e.Put, By: e.By, Position: at}
	return got.AppendJSON(nil, e.JSON()), nil
}

func (c *Coordinator) readClasses(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeOpen(m.Data())
	if err != nil {
		return err
	}
	from := classCursor{cursor: cursor{time: c.now()}}
	if q.After != "" {
		if from, err = parseClassCursor(q.After, from.time); err != nil {
			return err
		}
	}
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) { return r.list(ctx, from) }
	return c.attributeClass(m, r, 0)
}

// classCursor says besides which documents a reply is of.
type classCursor struct {
	cursor
	documents uint64 // sequence of the latest in the bucket
}

func (c classCursor) String() string {
	return strconv.FormatUint(c.documents, 10) + "." + c.cursor.String()
}

func parseClassCursor(text string, now rollcall.Time) (c classCursor, err error) {
	documents, rest, _ := strings.Cut(text, ".")
	if c.documents, err = strconv.ParseUint(documents, 10, 64); err != nil {
		return classCursor{}, subjects.ErrAfter
	}
	c.cursor, err = parseCursor(rest, now)
	return c, err
}

// list replies with the classes that the asker may see. A part that follows is of the same class
// lists as the one before: when any has changed since, the asker has to begin anew.
func (r *classRequest) list(ctx context.Context, from classCursor) ([]byte, error) {
	if err := r.room(); err != nil {
		return nil, err
	}
	if err := r.c.classes.Fresh(ctx); err != nil {
		return nil, err
	}
	all, documents := r.c.classes.All()
	if from.documents != 0 && from.documents != documents {
		return nil, subjects.ErrAfter
	}
	rolls, at, err := r.c.openRolls(rollcall.Command{Admin: true}, from.cursor)
	if err != nil {
		return nil, classes.ErrUnread
	}
	open := make(map[subjects.Class]bool, len(rolls))
	for _, one := range rolls {
		open[subjects.Class(one.Class)] = true
	}
	return marshal(r.classes(all, open, classCursor{at, documents})), nil
}

// classes is the part of the reply that begins after from.
func (r *classRequest) classes(all []*classes.Entry, open map[subjects.Class]bool,
	from classCursor) subjects.Classes {
	reply := subjects.Classes{
		Time: subjects.Time(from.time), Classes: []subjects.ClassLine{},
		Position: subjects.Position{Record: from.position.Record,
			Index: uint32(from.position.Index)},
	}
	size := maxOpenFrame
	for _, e := range all {
		if uint64(e.Class) <= from.class || r.mayUse(e) != nil {
			continue
		}
		line := subjects.ClassLine{Class: e.Class, Name: e.Head.Name, Students: e.Students,
			Open: open[e.Class]}
		if size += len(marshal(line)) + len(","); size > subjects.MaxReply {
			from.class = uint64(reply.Classes[len(reply.Classes)-1].Class)
			reply.More = from.String()
			break
		}
		reply.Classes = append(reply.Classes, line)
	}
	return reply
}
