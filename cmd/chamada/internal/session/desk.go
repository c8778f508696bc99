package session

import (
	"context"
	"errors"
	"io"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

// Desk is where one line after another is answered, a person's or a pipe's,
// until the input ends.
type Desk struct {
	*Session
	Client *clients.Client
	Login  string // who sits here; empty when nobody logged in by name
	tally  tally
	nc     *nats.Conn
}

// Sit connects, and welcomes a person with a text that is formatted with the
// server's URL and who they are there. The desk is the caller's to close.
func (s *Session) Sit(ctx context.Context, welcome string) (*Desk, error) {
	nc, client, err := s.Connect(ctx)
	if err != nil {
		return nil, err
	}
	d := &Desk{Session: s, Client: client, Login: connect.Login(nc.Opts), nc: nc}
	if s.Terminal.Interactive() {
		s.Terminal.Notef(welcome, d.where())
	}
	return d, nil
}

func (d *Desk) where() string {
	url := d.nc.ConnectedUrlRedacted()
	if d.Login == "" {
		return url
	}
	return d.Texts.Say(d.Texts.AsLogin, url, d.Login)
}

// Close ends the connection.
func (d *Desk) Close() { d.nc.Close() }

// Serve calls one over and over, until its error ends it, or the connection is
// closed for good. The end of input is no error: then it is the outcome of the
// whole, which a person has seen come by and a pipe is given in sum. Neither is the
// end of ctx when a person wants to leave; the rest of a pipe is undone then.
func (d *Desk) Serve(ctx context.Context, one func(context.Context) error) (err error) {
	serving, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	d.nc.SetClosedHandler(func(*nats.Conn) { stop(d.closed()) })
	for err == nil {
		err = one(serving)
	}
	switch {
	case err != io.EOF && ctx.Err() == nil:
		return err
	case d.Terminal.Interactive():
		return nil
	case err != io.EOF:
		return ctx.Err()
	default:
		return d.tally.err()
	}
}

// Unreadable tells whether err is about the line that was read only: the next may
// be as good as any.
func Unreadable(err error) bool { return errors.Is(err, terminal.ErrTooLong) }

// At says in which line of a pipe the cause of err stands. A person sees it.
func (d *Desk) At(line int, err error) error {
	if err == nil || line == 0 || d.Terminal.Interactive() {
		return err
	}
	where := d.Texts.Say(d.Texts.Line, line)
	if p, ok := errors.AsType[*Problem](err); ok {
		return &Problem{Subject: where + ": " + p.Subject, Hint: p.Hint, Err: p.Err}
	}
	return &Problem{Subject: where, Err: err}
}

// closed is what closed the connection for good, nil when it is not closed.
func (d *Desk) closed() error {
	if err := d.Client.Err(); err != nil {
		return &Problem{Subject: d.Texts.Connection, Err: err}
	}
	return nil
}

// Conclude reports the outcome of one line and counts it. Its error is that of
// ctx, or of the connection: an operation that was interrupted has no outcome. Or it is
// that of standard output: nothing more is done whose result nobody would have.
func (d *Desk) Conclude(ctx context.Context, outcome error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := d.closed(); err != nil {
		return err
	}
	d.tally.count(outcome)
	d.Report(outcome)
	return d.Terminal.Unwritten()
}
