package audit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/subjects"
)

// Stream is the name of the JetStream stream of the audit.
const Stream = subjects.AuditStream

const root = subjects.Root + "audit."

// streamConfig is the stream as this version makes it. Nobody can delete from it.
func streamConfig(replicas int) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:        Stream,
		Description: "chamada: who has changed what",
		Subjects:    []string{root + ">"},
		Storage:     jetstream.FileStorage,
		Replicas:    replicas,
		Discard:     jetstream.DiscardNew, // a full stream refuses, it never forgets
		DenyDelete:  true,
		DenyPurge:   true,
	}
}

// Description is how a server that stands alone describes the stream in its files, made anew
// where that is damaged.
func Description(now time.Time) ([]byte, error) {
	return integrity.Describe(now, streamConfig(1))
}

// open finds the stream, or makes it. However many coordinators try at once, one makes it.
func (a *Audit) open(ctx context.Context) error {
	js, err := jetstream.New(a.nc)
	if err != nil {
		return err
	}
	s, err := js.Stream(ctx, Stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		s, err = js.CreateStream(ctx, streamConfig(a.replicas))
	}
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		s, err = js.Stream(ctx, Stream)
	}
	if err != nil {
		return fmt.Errorf("open the stream %s: %w", Stream, err)
	}
	return check(s.CachedInfo().Config)
}

// check tells whether a stream can be the audit. What an operator may set otherwise (replicas,
// size, placement) is not looked at.
func check(c jetstream.StreamConfig) error {
	switch {
	case len(c.Subjects) != 1 || c.Subjects[0] != root+">", c.Mirror != nil:
		return fmt.Errorf("the stream %s was not made by chamada: rename or remove it", Stream)
	case c.MaxAge != 0, c.MaxMsgsPerSubject > 0, c.Discard != jetstream.DiscardNew,
		!c.DenyDelete, !c.DenyPurge, c.Storage != jetstream.FileStorage,
		c.Retention != jetstream.LimitsPolicy:
		return fmt.Errorf("the stream %s would forget entries: export and remove it, and it is "+
			"made again", Stream)
	default:
		return nil
	}
}
