package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// Stream is the name of the JetStream stream that is the journal.
const Stream = "CHAMADA"

// metaEpoch is the key, in the stream's metadata, of a text drawn at random
// when the stream was created: a stream deleted and made again has another.
const metaEpoch = "chamada.epoch"

// duplicates is how long the stream knows a message id. It must exceed
// storeWithin, the time in which a record is sent again, many times over. A
// probe may be sent for longer: stored twice it does nothing twice.
const duplicates = 2 * time.Minute

var (
	// errAnother: the stream is not the one that this replica has applied.
	errAnother = errors.New("the stream " + Stream + " is not the one this replica has followed: it was deleted, restored or made again; restart this replica to take it as it is")
	// errNotOurs: a stream of that name is there that chamada did not make.
	errNotOurs = errors.New("the stream " + Stream + " was not made by chamada: rename or remove it")
)

// stored is the subject on which the stream says again what it has stored. It
// has the epoch in it, so that nothing from another stream is ever heard.
func stored(epoch string) string { return subjects.Journal + ".stored." + epoch }

// streamConfig is the journal as this version makes it.
func streamConfig(epoch string, replicas int) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:        Stream,
		Description: "chamada: every command, in the order in which it took effect",
		Subjects:    []string{subjects.Journal},
		Storage:     jetstream.FileStorage,
		Replicas:    replicas,
		Retention:   jetstream.LimitsPolicy,
		Discard:     jetstream.DiscardNew, // a full stream refuses, it never forgets
		Duplicates:  duplicates,
		DenyDelete:  true, // only the front is ever removed, by a purge
		RePublish:   &jetstream.RePublish{Source: subjects.Journal, Destination: stored(epoch)},
		Metadata:    map[string]string{metaEpoch: epoch},
	}
}

// identity tells one stream from another of the same name.
type identity struct {
	epoch   string
	created time.Time
}

// openStream finds the stream, or creates it. However many replicas try at
// once, one creates it and all get the same.
func openStream(ctx context.Context, js jetstream.JetStream, replicas int) (jetstream.Stream, error) {
	s, err := js.Stream(ctx, Stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		s, err = js.CreateStream(ctx, streamConfig(nuid.Next(), replicas))
	}
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		s, err = js.Stream(ctx, Stream) // another replica was faster
	}
	if err != nil {
		return nil, fmt.Errorf("open the stream %s: %w", Stream, err)
	}
	return s, checkStream(s.CachedInfo())
}

// checkStream tells whether a stream is a journal. What an operator may set
// otherwise (replicas, size, placement) is not looked at.
func checkStream(info *jetstream.StreamInfo) error {
	c, epoch := info.Config, info.Config.Metadata[metaEpoch]
	switch {
	case epoch == "",
		len(c.Subjects) != 1 || c.Subjects[0] != subjects.Journal,
		c.RePublish == nil || c.RePublish.Destination != stored(epoch):
		return errNotOurs
	case c.Discard != jetstream.DiscardNew || c.Retention != jetstream.LimitsPolicy || c.MaxAge != 0:
		return fmt.Errorf("the stream %s would drop records by itself: set discard new, retention limits and no maximum age", Stream)
	case c.Storage != jetstream.FileStorage:
		return fmt.Errorf("the stream %s is not stored on disk", Stream)
	default:
		return nil
	}
}

func identify(info *jetstream.StreamInfo) identity {
	return identity{info.Config.Metadata[metaEpoch], info.Created}
}
