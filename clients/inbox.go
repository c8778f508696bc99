package clients

import (
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/chamada/chamada/subjects"
	"github.com/nats-io/nats.go"
)

// inbox receives the replies of every operation on one wildcard subscription.
// Unlike nats.go's own it keeps listening after a try's time is over: a late
// reply still counts. The reply subject of a later try has its number after a
// dash.
type inbox struct {
	prefix string // "_INBOX.<unique>."

	mu      sync.Mutex
	sub     *nats.Subscription // made with the first request
	next    uint64
	waiting map[string]*call // by the last token of the first try's reply subject
}

func newInbox(nc *nats.Conn) *inbox {
	return &inbox{prefix: nc.NewInbox() + ".", waiting: make(map[string]*call)}
}

// add makes c known under a reply subject of its own.
func (in *inbox) add(nc *nats.Conn, c *call) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.sub == nil {
		sub, err := nc.Subscribe(in.prefix+"*", in.deliver)
		if err != nil {
			return err
		}
		in.sub = sub
	}
	in.next++
	c.inbox = in.prefix + strconv.FormatUint(in.next, 36)
	in.waiting[c.inbox[len(in.prefix):]] = c
	return nil
}

// remove forgets c: nothing is delivered to it once remove has returned.
func (in *inbox) remove(c *call) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.waiting, c.inbox[len(in.prefix):])
}

func (in *inbox) deliver(m *nats.Msg) {
	in.mu.Lock()
	defer in.mu.Unlock()
	token, _, _ := strings.Cut(strings.TrimPrefix(m.Subject, in.prefix), "-")
	if c := in.waiting[token]; c != nil {
		c.offer(m)
	}
}

// refuse ends the operations whose request, or whose reply, the server
// forbids and tells whether there were any. nats.go gives the subject in the
// server's sentence only, in quotes.
func (in *inbox) refuse(err error) (found bool) {
	if !errors.Is(err, nats.ErrPermissionViolation) {
		return false
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	deaf := strings.Contains(err.Error(), strconv.Quote(in.prefix+"*"))
	for _, c := range in.waiting {
		if deaf || strings.Contains(err.Error(), strconv.Quote(c.msg.Subject)) {
			c.offer(forbidden)
			found = true
		}
	}
	return found
}

// forbidden stands for the reply that a request forbidden by the server never gets.
var forbidden = &nats.Msg{
	Header: nats.Header{subjects.HeaderStatus: {"403"}},
	Data: (&subjects.Error{
		Code:    subjects.Forbidden,
		Message: "the server does not let this login send that request; log in as somebody who may",
	}).Body(),
}
