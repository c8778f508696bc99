package coordinator

import (
	"context"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// maxLists bounds the lists that wait to be sent, but for those of ends: of these there
// is one for each roll call.
const maxLists = 4096

// lists sends the replies that have a list of students in them. They are encoded beside
// the other replies, and have a connection of their own: the server holds up who sends
// to a client that takes nothing, and that must not be who answers everybody.
//
// So a list may come later than a reply that was made after it. Each reply has its own
// subject, and its position says what was first.
type lists struct {
	conn   *nats.Conn // set before run
	log    *slog.Logger
	budget *budget

	mu      sync.Mutex
	waiting []listing     // the oldest first
	ready   chan struct{} // has a token when something may wait
	closing chan struct{}
	unsent  sync.WaitGroup // those that wait, or are just being sent
	encoded []byte         // to be used again
}

// listing is a list that is to be sent.
type listing struct {
	reply  string                         // subject
	lost   bool                           // students may be missing, see [subjects.HeaderLost]
	encode func(b []byte) ([]byte, error) // appends it
	sent   func()
	fail   func(error) // instead of sent
}

// made encodes a reply that is made already.
func made(data []byte) func([]byte) ([]byte, error) {
	return func(b []byte) ([]byte, error) { return append(b, data...), nil }
}

func newLists(log *slog.Logger, coordinators int) *lists {
	return &lists{
		log: log, budget: newBudget(time.Now, coordinators),
		ready: make(chan struct{}, 1), closing: make(chan struct{}),
	}
}

// Bytes of a list, without and with detail, about: nobody knows how many before it is
// encoded.
const (
	listSize    = 160
	studentSize = len(`"042191010",`)
	arrivalSize = len(`{"student":"042191010","time":"2026-11-22T15:04:05.123Z"},`)
)

func sizeOf(out *rollcall.Outcome) int {
	each := studentSize
	if out.Detail {
		each += arrivalSize
	}
	return listSize + out.Arrivals.Len()*each
}

// send has a list of so many bytes, about, sent to the asker, and is false when there is
// no room for it. For what must be sent there always is.
func (l *lists) send(asker string, size int, must bool, list listing) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !must && len(l.waiting) >= maxLists || !l.budget.spend(asker, size, must) {
		return false
	}
	l.unsent.Add(1)
	l.waiting = append(l.waiting, list)
	poke(l.ready)
	return true
}

// popAll gives all that waits.
func (l *lists) popAll() (waiting []listing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, l.waiting = l.waiting, nil
	return waiting
}

// len is how many lists wait.
func (l *lists) len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting)
}

// run sends until close.
func (l *lists) run() {
	for {
		select {
		case <-l.ready:
			l.sendAll(l.popAll())
		case <-l.closing:
			l.failAll(l.popAll())
			return
		}
	}
}

func (l *lists) sendAll(waiting []listing) {
	for i, list := range waiting {
		select {
		case <-l.closing:
			l.failAll(waiting[i:])
			return
		default:
		}
		l.sendOne(&list)
		waiting[i] = listing{} // it may be of a roll that is erased since
		l.unsent.Done()
		runtime.Gosched() // for who has less to do
	}
}

func (l *lists) sendOne(list *listing) {
	encoded, err := list.encode(l.encoded[:0])
	if err != nil {
		list.fail(err)
		return
	}
	l.encoded = encoded
	if err := l.conn.PublishMsg(list.message(encoded)); err != nil {
		l.log.Debug("reply", "err", err)
	}
	list.sent()
}

func (l *listing) message(data []byte) *nats.Msg {
	m := &nats.Msg{Subject: l.reply, Data: data}
	if l.lost {
		m.Header = nats.Header{subjects.HeaderLost: {"true"}}
	}
	return m
}

func (l *lists) failAll(waiting []listing) {
	for _, list := range waiting {
		list.fail(journal.ErrUnavailable)
		l.unsent.Done()
	}
}

// drain waits until all are sent. The caller has seen to it that there are no more.
func (l *lists) drain(ctx context.Context) error {
	sent := make(chan struct{})
	go func() {
		l.unsent.Wait()
		close(sent)
	}()
	select {
	case <-sent:
		return l.conn.FlushWithContext(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close ends run. Nothing is sent after it.
func (l *lists) close() { close(l.closing) }
