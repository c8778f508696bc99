package web

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// bus is what the pages ask of coordinators over one connection: students over the
// gateway's, a teacher over the teacher's own.
type bus struct {
	nc *nats.Conn
	*clients.Client
}

func newBus(nc *nats.Conn) *bus {
	return &bus{nc, clients.New(nc, clients.Timeout(requestTimeout))}
}

const (
	maxTicket = 2 << 10 // bytes
	maxTries  = 1 << 20
	// triesEach is how many tries one request of a phone may take: those of the phone's
	// next request are numbered after them.
	triesEach = 64
)

// scan says that a device sees the code now. A refusal is in the reply, that the roll call
// has no code as well.
func (b *bus) scan(ctx context.Context, class subjects.Class, code, device string) (subjects.Ticket,
	error) {
	reply, err := b.Scan(ctx,
		subjects.ScanRequest{Class: class, Proof: subjects.Proof{Code: code, Device: device}})
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		reply.Reason = said.Code
	}
	return reply, err
}

// present registers a student. A refusal is in the reply.
func (b *bus) present(ctx context.Context, a answer) (subjects.Presence, error) {
	proof := subjects.Proof{Code: a.code, Ticket: a.ticket, Device: a.device}
	return b.PresentWith(ctx, a.class, a.student, proof,
		clients.ID("w-"+a.id), clients.FirstTry(uint32((a.try-1)*triesEach+1)))
}

// start opens a roll call, with a code that changes every so many seconds; zero is none.
func (b *bus) start(ctx context.Context, class subjects.Class, every int, id string) error {
	var err error
	if every == 0 {
		_, err = b.Start(ctx, class, clients.ID("w-"+id))
	} else {
		_, err = b.StartCoded(ctx, class, every, clients.ID("w-"+id))
	}
	return err
}
