// Package clients is the typed Go client of chamada: it opens, lists and ends
// roll calls, registers presences and follows arrivals, over any NATS
// connection.
//
// Every operation runs under one request id and is tried again, in short
// tries, until it has a verdict or its time is over; the coordinator sees to
// it that the repetition has no second effect. The package never opens or closes a
// connection and prints nothing. It keeps no state of any class: the coordinator has it.
package clients

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// Client asks coordinators over one connection. It is safe for concurrent
// use, and one is enough for any number of requests at once.
type Client struct {
	nc       *nats.Conn
	inbox    *inbox
	defaults settings
	mover    mover
	hedges   hedges
}

// New makes a client on nc, which stays the caller's to close. The options
// become the defaults of every operation. The connection's error handler is
// kept and extended: that is where the server tells of a request it forbids.
func New(nc *nats.Conn, opts ...Option) *Client {
	c := &Client{nc: nc, inbox: newInbox(nc), defaults: standard.with(opts)}
	next := nc.ErrorHandler()
	nc.SetErrorHandler(func(nc *nats.Conn, sub *nats.Subscription, err error) {
		if !c.inbox.failDenied(err) && next != nil {
			next(nc, sub, err)
		}
	})
	return c
}

// Err is why the connection is closed for good, [ErrLoggedOut] or
// nats.ErrConnectionClosed, and nil as long as it is not.
func (c *Client) Err() error {
	switch {
	case !c.nc.IsClosed():
		return nil
	case errors.Is(c.nc.LastError(), nats.ErrAuthorization):
		return ErrLoggedOut
	default:
		return nats.ErrConnectionClosed
	}
}

// Start opens the roll call of class. The error is [ErrAlreadyOpen] when it is
// open; its [subjects.Error] then says since when.
func (c *Client) Start(ctx context.Context, class subjects.Class, opts ...Option) (subjects.Started,
	error) {
	if err := checkClass(class); err != nil {
		return subjects.Started{}, err
	}
	return ask[subjects.Started](ctx, c, subjects.TeacherStart, subjects.StartRequest{Class: class},
		opts)
}

// List gives everyone present so far, in order of arrival; with detail also
// the time of each. Of a list in parts [Raw] keeps one reply with all of them. The error is
// [ErrNotOpen] when the class has no roll call.
func (c *Client) List(ctx context.Context, class subjects.Class, detail bool,
	opts ...Option) (subjects.Roll, error) {
	if err := checkClass(class); err != nil {
		return subjects.Roll{}, err
	}
	return c.list(ctx, subjects.ListRequest{Class: class, Detail: detail}, opts)
}

// Last gives everyone who was in the roll call of class that has ended last, as
// long as its receipts are kept, 24 hours; with detail also the time of each,
// whether or not the end asked for it. The error is [ErrNotOpen] when there is
// none, and [ErrOlder] when the coordinator does not know of such lists.
func (c *Client) Last(
	ctx context.Context, class subjects.Class, detail bool, opts ...Option,
) (subjects.Roll, error) {
	if err := checkClass(class); err != nil {
		return subjects.Roll{}, err
	}
	roll, err := c.list(ctx, subjects.ListRequest{Class: class, Detail: detail, Last: true}, opts)
	if err == nil && !roll.Last {
		return subjects.Roll{},
			fmt.Errorf("%w: its list is of the roll call that is open", ErrOlder)
	}
	return roll, err
}

// OpenRolls gives the roll calls that are open and that the asker may list, by
// class. Of a reply in parts [Raw] keeps the last one.
func (c *Client) OpenRolls(ctx context.Context, opts ...Option) (subjects.OpenRolls, error) {
	var all subjects.OpenRolls
	for {
		part, err := c.OpenPart(ctx, all.More, opts...)
		if err != nil {
			return subjects.OpenRolls{}, err
		}
		part.Rolls = append(all.Rolls, part.Rolls...)
		if all = part; all.More == "" {
			return all, nil
		}
	}
}

// OpenPart gives the part of [Client.OpenRolls] that comes after one that had more;
// after "" the first.
func (c *Client) OpenPart(
	ctx context.Context, more string, opts ...Option,
) (subjects.OpenRolls, error) {
	request := subjects.OpenRequest{After: more}
	return ask[subjects.OpenRolls](ctx, c, subjects.TeacherOpen, request, opts)
}

// End ends the roll call of class and gives everyone who was there. After an
// error that is [ErrUnavailable], End under the same [ID] still gets the list,
// for at least 24 hours.
func (c *Client) End(ctx context.Context, class subjects.Class, detail bool,
	opts ...Option) (subjects.Roll, error) {
	if err := checkClass(class); err != nil {
		return subjects.Roll{}, err
	}
	request := subjects.EndRequest{Class: class, Detail: detail}
	roll, err := ask[subjects.Roll](ctx, c, subjects.TeacherEnd, request, opts)
	if err != nil || roll.More != subjects.MoreDetail {
		return roll, err
	}
	ended := subjects.ListRequest{Class: class, Detail: true, Last: true}
	return c.whole(ctx, roll, ended, opts), nil
}

// Present registers student in class. An empty student is for a connection
// whose login says who asks. A refusal comes as the reply together with an
// error that is [ErrNotOpen] or [ErrFull], or where the roll call wants a code
// [ErrCodeMissing].
func (c *Client) Present(ctx context.Context, class subjects.Class, student subjects.Student,
	opts ...Option) (subjects.Presence, error) {
	return c.PresentWith(ctx, class, student, subjects.Proof{}, opts...)
}

// PresentWith is [Client.Present] with what says that the student is in the room. What is
// wrong with that is an error such as [ErrCodeWrong].
func (c *Client) PresentWith(
	ctx context.Context, class subjects.Class, student subjects.Student, proof subjects.Proof,
	opts ...Option,
) (subjects.Presence, error) {
	if err := checkPresence(class, student); err != nil {
		return subjects.Presence{}, err
	}
	reply, err := ask[subjects.Presence](ctx, c, subjects.StudentPresent,
		subjects.PresenceRequest{Class: class, Student: student, Proof: proof}, opts)
	if err == nil && reply.Refused() {
		err = refused(reply.Reason, reply.Time, reply.Position)
	}
	return reply, err
}

// ask sends a request and reads the reply as a T.
func ask[T any](ctx context.Context, c *Client, subject string, request any,
	opts []Option) (reply T, err error) {
	body, err := json.Marshal(request)
	if err != nil {
		return reply, fmt.Errorf("encoding the request: %w", err)
	}
	raw, err := c.Do(ctx, subject, body, opts...)
	if err != nil {
		return reply, err
	}
	if err := json.Unmarshal(raw.Data, &reply); err != nil {
		return reply, fmt.Errorf("the reply on %s is not what the contract says: %w", subject, err)
	}
	if roll, ok := any(&reply).(*subjects.Roll); ok {
		roll.Lost = raw.Lost
	}
	return reply, nil
}

func checkClass(class subjects.Class) error {
	if class.Valid() {
		return nil
	}
	_, err := subjects.ParseClass(fmt.Sprint(uint64(class)))
	return verdictOf(err)
}

func checkPresence(class subjects.Class, student subjects.Student) error {
	if err := checkClass(class); err != nil || student == "" || student.Valid() {
		return err
	}
	_, err := subjects.ParseStudent(string(student))
	return verdictOf(err)
}
