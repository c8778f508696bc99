package clients

import (
	"context"
	"fmt"

	"github.com/chamada/chamada/subjects"
)

// StartCoded opens the roll call of class with a new room code every so many seconds. A
// coordinator that knows of no codes opens it without one: then the error is
// [ErrOlder], beside the reply.
func (c *Client) StartCoded(
	ctx context.Context, class subjects.Class, every int, opts ...Option,
) (subjects.Started, error) {
	if err := checkClass(class); err != nil {
		return subjects.Started{}, err
	}
	request := subjects.StartRequest{Class: class, CodeEvery: &every}
	started, err := ask[subjects.Started](ctx, c, subjects.TeacherStart, request, opts)
	if err == nil && started.CodeEvery != every {
		err = fmt.Errorf("%w: the roll call is open, without a code", ErrOlder)
	}
	return started, err
}

// Code gives the code that the room is to see. The error is [ErrNotOpen], or [ErrNoCode].
func (c *Client) Code(ctx context.Context, class subjects.Class, opts ...Option) (subjects.RoomCode,
	error) {
	if err := checkClass(class); err != nil {
		return subjects.RoomCode{}, err
	}
	return ask[subjects.RoomCode](ctx, c, subjects.TeacherCode, subjects.ClassRequest{Class: class},
		opts)
}

// Check opens the next check of the roll call of class. The error is [ErrTooManyChecks]
// after the ninth.
func (c *Client) Check(ctx context.Context, class subjects.Class, opts ...Option) (subjects.Checked,
	error) {
	if err := checkClass(class); err != nil {
		return subjects.Checked{}, err
	}
	return ask[subjects.Checked](ctx, c, subjects.TeacherCheck, subjects.ClassRequest{Class: class},
		opts)
}

// Mark registers a student by hand, or strikes one out, which wants a reason. A refusal
// comes as the reply together with an error that is [ErrFull].
func (c *Client) Mark(ctx context.Context, request subjects.MarkRequest,
	opts ...Option) (subjects.Marked, error) {
	if err := checkPresence(request.Class, request.Student); err != nil {
		return subjects.Marked{}, err
	}
	reply, err := ask[subjects.Marked](ctx, c, subjects.TeacherMark, request, opts)
	if err == nil && reply.Refused() {
		err = refused(reply.Reason, reply.Time, reply.Position)
	}
	return reply, err
}

// Scan tells that a device sees the room code of class now. A refusal comes as the reply
// together with an error, as of a presence; one that is [ErrNoCode] says that none is needed.
func (c *Client) Scan(ctx context.Context, request subjects.ScanRequest,
	opts ...Option) (subjects.Ticket, error) {
	if err := checkClass(request.Class); err != nil {
		return subjects.Ticket{}, err
	}
	reply, err := ask[subjects.Ticket](ctx, c, subjects.StudentScan, request, opts)
	if err == nil && reply.Refused() {
		err = refused(reply.Reason, reply.Time, reply.Position)
	}
	return reply, err
}
