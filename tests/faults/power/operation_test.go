//go:build faults && linux

package power_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// operation is a request that changes something.
type operation struct {
	subject string
	class   subjects.Class
	student subjects.Student // of a presence
}

func (o operation) String() string {
	return fmt.Sprintf("%s of class %d, student %q", o.subject, o.class, o.student)
}

// confirmation is an operation that took effect, as a client was told.
type confirmation struct {
	operation
	position subjects.Position
	students []subjects.Student // of an end
	reply    clients.Reply
}

// confirm has an operation done, under a new id unless one is given.
func (o operation) confirm(ctx context.Context, client *clients.Client,
	opts ...clients.Option) (c confirmation, err error) {
	c.operation = o
	opts = append(opts, clients.Raw(&c.reply))
	switch o.subject {
	case subjects.TeacherStart:
		started, failed := client.Start(ctx, o.class, opts...)
		c.position, err = started.Position, failed
	case subjects.StudentPresent:
		presence, failed := client.Present(ctx, o.class, o.student, opts...)
		c.position, err = presence.Position, failed
	case subjects.TeacherEnd:
		roll, failed := client.End(ctx, o.class, true, opts...)
		c.position, c.students, err = roll.Position, roll.Students, failed
	}
	if err != nil {
		err = fmt.Errorf("%v: %w", o, err)
	}
	return c, err
}

// kept repeats the operation under its id. The error tells what was lost.
func (c confirmation) kept(ctx context.Context, client *clients.Client) error {
	again, err := c.confirm(ctx, client, clients.ID(c.reply.ID))
	switch {
	case err != nil:
		err = fmt.Errorf("the error %w", err)
	case !bytes.Equal(again.reply.Data, c.reply.Data):
		err = fmt.Errorf("%s", again.reply.Data)
	default:
		return nil
	}
	return fmt.Errorf("%v, was confirmed under id %s with\n%s\nand now gets\n%w", c.operation,
		c.reply.ID, c.reply.Data, err)
}
