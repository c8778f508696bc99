// Package healing lets a damaged node of a cluster ask the others whether it may throw its
// copy of everything away and take theirs.
//
// It knows no files and no server: it asks, answers, and decides by the answers. Package
// embedded says why these questions are enough.
package healing

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// subject is where every node that is there answers.
	subject = subjects.Journal + ".vouch"
	// answerWithin is how long a node may take, askFor how long answers are waited for.
	answerWithin = time.Second
	askFor       = 2 * time.Second
	// maxAnswers bounds who is listened to.
	maxAnswers = 64
)

// Patient is the node that is damaged.
type Patient struct {
	Node string // its name
	Raft string // how the others' logs of replication know it
	// Journal is what the node has confirmed records of, up to Last; empty: none.
	Journal string `json:",omitempty"`
	Last    uint64
}

// Witness is what another node says of itself.
type Witness struct {
	Node string
	// Out is why the node is not to be relied on; empty: it has verified its files, has all
	// that the cluster has, and serves.
	Out string `json:",omitempty"`
	// Logs are those of which it has a copy; Full those that it leads, and of which every
	// node but the patient has all.
	Logs, Full []string
	// Journal is the one that it follows, Applied the last record it has applied.
	Journal string
	Applied uint64
	// Digest is of its state behind the record DigestAt; both zero: not known yet.
	Digest, DigestAt uint64
}

// Answer has every question answered until the connection is closed. Within a second
// the context is done.
func Answer(nc *nats.Conn, witness func(context.Context, Patient) Witness) error {
	_, err := nc.Subscribe(subject, func(m *nats.Msg) {
		var p Patient
		if json.Unmarshal(m.Data, &p) != nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), answerWithin)
		defer cancel()
		if text, err := json.Marshal(witness(ctx, p)); err == nil {
			_ = m.Respond(text) // who asked asks again
		}
	})
	return err
}

// Ask gives what the nodes say that answer, the patient itself left out.
func Ask(ctx context.Context, nc *nats.Conn, p Patient) (all []Witness, err error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	inbox := nc.NewInbox()
	answers, err := nc.SubscribeSync(inbox)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answers.Unsubscribe() }() // the connection may be closed
	if err := nc.PublishRequest(subject, inbox, text); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	for len(all) < maxAnswers {
		m, err := answers.NextMsgWithContext(ctx)
		if err != nil {
			break // whoever is there has answered
		}
		var w Witness
		if json.Unmarshal(m.Data, &w) == nil && w.Node != p.Node {
			all = append(all, w)
		}
	}
	return all, nil
}
