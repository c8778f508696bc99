package session

import (
	"context"
	"io"

	"github.com/chamada/chamada/clients"
)

// Desk is where one line after another is answered, a person's or a pipe's,
// until the input ends.
type Desk struct {
	*Session
	Client *clients.Client
	tally  tally
	close  func()
}

// Sit connects, and welcomes a person with a text that is formatted with the
// server's URL. The desk is the caller's to close.
func (s *Session) Sit(ctx context.Context, welcome string) (*Desk, error) {
	nc, client, err := s.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if s.Terminal.Interactive() {
		s.Terminal.Notef(welcome, nc.ConnectedUrlRedacted())
	}
	return &Desk{Session: s, Client: client, close: nc.Close}, nil
}

// Close ends the connection.
func (d *Desk) Close() { d.close() }

// Serve calls one over and over, until its error ends it. The end of input
// and of ctx are no errors: then it is the outcome of the whole, which a
// person has seen come by and a pipe is given in sum.
func (d *Desk) Serve(ctx context.Context, one func(context.Context) error) (err error) {
	for err == nil {
		err = one(ctx)
	}
	switch {
	case err != io.EOF && ctx.Err() == nil:
		return err
	case d.Terminal.Interactive():
		return nil
	default:
		return d.tally.err()
	}
}

// Settle reports the outcome of one line and counts it. Its error is that of
// ctx: an operation that was interrupted has no outcome.
func (d *Desk) Settle(ctx context.Context, outcome error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d.tally.count(outcome)
	d.Report(outcome)
	return nil
}
