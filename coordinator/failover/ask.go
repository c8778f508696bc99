package failover

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// subject is where every node that is there answers.
	subject = subjects.Journal + ".leaders"
	// askFor is how long answers are waited for: those of a node that is well take a
	// round of the network.
	askFor = 150 * time.Millisecond
)

// Answer is what a node says of its logs.
type Answer struct {
	Node string
	Logs []Log
}

// Reply has every question answered until the connection is closed.
func Reply(nc *nats.Conn, node string, logs func() []Log) error {
	_, err := nc.Subscribe(subject, func(m *nats.Msg) {
		if string(m.Data) == node {
			return
		}
		if text, err := json.Marshal(Answer{node, logs()}); err == nil {
			_ = m.Respond(text) // who asked asks again
		}
	})
	return err
}

// Ask asks over a connection, for [Watcher.Ask].
func Ask(nc *nats.Conn, node string) func(ctx context.Context, enough int) []Answer {
	return func(ctx context.Context, enough int) (all []Answer) {
		inbox := nc.NewInbox()
		answers, err := nc.SubscribeSync(inbox)
		if err != nil {
			return nil
		}
		defer func() { _ = answers.Unsubscribe() }() // the connection may be closed
		if nc.PublishRequest(subject, inbox, []byte(node)) != nil {
			return nil
		}
		ctx, cancel := context.WithTimeout(ctx, askFor)
		defer cancel()
		for len(all) < enough {
			m, err := answers.NextMsgWithContext(ctx)
			if err != nil {
				break // whoever is there has answered
			}
			var a Answer
			if json.Unmarshal(m.Data, &a) == nil && a.Node != node {
				all = append(all, a)
			}
		}
		return all
	}
}
