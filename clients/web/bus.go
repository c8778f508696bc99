package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// bus is what the pages ask of coordinators over one connection: students over the
// gateway's, a teacher over the teacher's own.
type bus struct {
	nc     *nats.Conn
	client *clients.Client
}

func newBus(nc *nats.Conn) *bus {
	return &bus{nc, clients.New(nc, clients.Timeout(requestTimeout))}
}

// The reasons that the page acts on.
const (
	codeMissing subjects.Code = "code_missing"
	codeWrong   subjects.Code = "code_wrong"
	ticketWrong subjects.Code = "ticket_wrong"
	noCode      subjects.Code = "no_code"
	tooMany     subjects.Code = "too_many"
)

const (
	maxTicket = 2 << 10 // bytes
	maxTries  = 1 << 20
	// triesEach is how many tries one request of a phone may take: those of the phone's
	// next request are numbered after them.
	triesEach = 64
)

// scan says that a device sees the code now. A refusal is in the reply.
func (b *bus) scan(ctx context.Context, class subjects.Class, code, device string) (scanned, error) {
	reply, err := ask[scanned](ctx, b, "chamada.student.scan", scanRequest{class, code, device})
	if said, ok := errors.AsType[*subjects.Error](err); ok && said.Code == noCode {
		reply.Reason, err = noCode, nil
	}
	return reply, err
}

// present registers a student. A refusal is in the reply.
func (b *bus) present(ctx context.Context, a answer) (presence, error) {
	request := presentRequest{a.class, a.student, a.code, a.ticket, a.device}
	return ask[presence](ctx, b, subjects.StudentPresent, request,
		clients.ID("w-"+a.id), clients.FirstTry(uint32((a.try-1)*triesEach+1)))
}

// start opens a roll call, with a code that changes every so many seconds; zero is none.
func (b *bus) start(ctx context.Context, class subjects.Class, every int, id string) (subjects.Started, error) {
	return ask[subjects.Started](ctx, b, subjects.TeacherStart, startRequest{class, every}, clients.ID("w-"+id))
}

func (b *bus) end(ctx context.Context, class subjects.Class, id string) (roll, error) {
	return ask[roll](ctx, b, subjects.TeacherEnd, classRequest{Class: class, Detail: true}, clients.ID("w-"+id))
}

func (b *bus) list(ctx context.Context, class subjects.Class) (roll, error) {
	return ask[roll](ctx, b, subjects.TeacherList, classRequest{Class: class, Detail: true})
}

// last is the list of the roll call of a class that has ended last.
func (b *bus) last(ctx context.Context, class subjects.Class) (roll, error) {
	return ask[roll](ctx, b, subjects.TeacherList, classRequest{Class: class, Detail: true, Last: true})
}

func (b *bus) code(ctx context.Context, class subjects.Class) (code, error) {
	return ask[code](ctx, b, "chamada.teacher.code", classRequest{Class: class})
}

func (b *bus) check(ctx context.Context, class subjects.Class, id string) error {
	_, err := ask[struct{}](ctx, b, "chamada.teacher.check", classRequest{Class: class}, clients.ID("w-"+id))
	return err
}

func (b *bus) mark(ctx context.Context, m markRequest, id string) (presence, error) {
	return ask[presence](ctx, b, "chamada.teacher.mark", m, clients.ID("w-"+id))
}

func (b *bus) open(ctx context.Context) (subjects.OpenRolls, error) { return b.client.OpenRolls(ctx) }

// ask sends a request and reads the reply as a T.
func ask[T any](ctx context.Context, b *bus, subject string, request any, opts ...clients.Option) (reply T, err error) {
	body, err := json.Marshal(request)
	if err != nil {
		return reply, fmt.Errorf("encoding the request: %w", err)
	}
	raw, err := b.client.Do(ctx, subject, body, opts...)
	if err != nil {
		return reply, err
	}
	if err := json.Unmarshal(raw.Data, &reply); err != nil {
		return reply, fmt.Errorf("the reply on %s is not what the contract says: %w", subject, err)
	}
	return reply, nil
}
