package records

import (
	"context"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/retry"
)

// connections is how many requests for records of a class are under way at once, over a connection
// each. The server answers those of one connection one after the other, and where it has to read
// its files that takes all of a processor.
const connections = 2

// batch is the answer to a request for some messages.
type batch struct {
	all map[string]*message
	err error
}

// getBatches asks for the last messages of some subjects after the other, and visits the answers
// in that order. It asks ahead, so a few batches are in memory. The first error ends it.
func (s *Store) getBatches(ctx context.Context, of [][]string,
	visit func(i int, all map[string]*message) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var asking sync.WaitGroup
	defer asking.Wait()
	defer cancel()
	answers := make([]chan batch, len(s.conns))
	for n := range s.conns {
		answers[n] = make(chan batch)
		asking.Go(func() {
			for i := n; i < len(of); i += len(s.conns) {
				all, err := getLast(ctx, s.conns[n], of[i])
				select {
				case answers[n] <- batch{all, err}:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	for i := range of {
		var b batch
		select {
		case b = <-answers[i%len(answers)]:
		case <-ctx.Done():
			return ctx.Err()
		}
		if b.err != nil {
			return b.err
		}
		if err := visit(i, b.all); err != nil {
			return err
		}
	}
	return nil
}

// getLast gives the last messages of some subjects, by subject, as any node has them, in one
// request. Some may be missing: a node that lags has not got them yet.
func getLast(ctx context.Context, nc *nats.Conn, of []string) (map[string]*message, error) {
	ctx, cancel := context.WithTimeout(ctx, retry.TryFor)
	defer cancel()
	// the library's own would have room for 65,536, which takes longer than to read them
	answers := make(chan *nats.Msg, len(of)+1)
	inbox, err := nc.ChanSubscribe(nc.NewInbox(), answers)
	if err != nil {
		return nil, err
	}
	defer func() { _ = inbox.Unsubscribe() }() // of a connection that is closed it is gone anyway
	err = nc.PublishRequest(batchSubject, inbox.Subject, encode(wanted{Lasts: of}))
	if err != nil {
		return nil, err
	}
	all := make(map[string]*message, len(of))
	for len(all) < len(of) {
		select {
		case m, open := <-answers:
			if !open {
				return nil, nats.ErrConnectionClosed
			}
			subject := m.Header.Get(jetstream.SubjectHeader)
			if subject == "" {
				return all, nil // the end, or why there is no more
			}
			all[subject] = &message{subject: subject, header: m.Header, data: m.Data}
		case <-ctx.Done():
			return all, nil
		}
	}
	return all, nil
}
