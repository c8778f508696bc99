package clients

import (
	"strconv"
	"strings"
	"sync"

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

	watching map[*watcher]bool
}

func newInbox(nc *nats.Conn) *inbox {
	return &inbox{prefix: nc.NewInbox() + ".", waiting: make(map[string]*call),
		watching: make(map[*watcher]bool)}
}

// register makes c known under a reply subject of its own.
func (in *inbox) register(nc *nats.Conn, c *call) error {
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

// watch makes w known, and unwatch forgets it.
func (in *inbox) watch(w *watcher) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.watching[w] = true
}

func (in *inbox) unwatch(w *watcher) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.watching, w)
}

func (in *inbox) deliver(m *nats.Msg) {
	in.mu.Lock()
	defer in.mu.Unlock()
	token, _, _ := strings.Cut(strings.TrimPrefix(m.Subject, in.prefix), "-")
	c := in.waiting[token]
	switch {
	case c == nil:
	case Foreign(m): // it takes no room from the answer
		c.foreign.Store(true)
	default:
		c.offer(m)
	}
}

// failDenied ends whatever waits for what the server denies, and tells whether
// anything did.
func (in *inbox) failDenied(err error) (found bool) {
	subject := deniedSubject(err)
	in.mu.Lock()
	defer in.mu.Unlock()
	deaf := in.sub != nil && subject == in.sub.Subject
	for _, c := range in.waiting {
		if deaf || subject == c.msg.Subject {
			c.offer(denial(subject))
			found = true
		}
	}
	if deaf { // the next request is told as well
		_ = in.sub.Unsubscribe()
		in.sub = nil
	}
	for w := range in.watching {
		if subject == w.subject {
			w.deny()
			found = true
		}
	}
	return found
}
