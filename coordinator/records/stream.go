package records

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/subjects"
)

// Stream is the name of the JetStream stream of the records.
const Stream = subjects.RecordStream

// duplicates is how long the stream knows a message id: much longer than one is sent again.
const duplicates = 2 * time.Minute

// streamConfig is the stream as this version makes it. It may be deleted from, so that a person's
// data can be erased, and records that are kept no longer.
func streamConfig(replicas int, maxBytes int64) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:        Stream,
		Description: "chamada: what became of the roll calls of classes that keep that",
		Subjects:    []string{keptRoot + ">", correctionRoot + ">", rosterRoot + ">"},
		Storage:     jetstream.FileStorage,
		Replicas:    replicas,
		MaxBytes:    maxBytes,
		Discard:     jetstream.DiscardNew, // a full stream refuses, it never forgets
		Duplicates:  duplicates,
		AllowDirect: true, // what never changes may be read from any node
	}
}

// Description is how a server that stands alone describes the stream in its files, made anew
// where that is damaged: it is the one of a node's note where there is one.
func Description(noted string, now time.Time) ([]byte, error) {
	created, err := time.Parse(time.RFC3339Nano, noted)
	if err != nil {
		created = now
	}
	return integrity.Describe(created, streamConfig(1, 0))
}

// findStream finds the stream. The error is [jetstream.ErrStreamNotFound] when there is none.
func findStream(ctx context.Context, js jetstream.JetStream) (jetstream.Stream, error) {
	s, err := js.Stream(ctx, Stream)
	if err != nil {
		return nil, fmt.Errorf("open the stream %s: %w", Stream, err)
	}
	return s, checkStream(s.CachedInfo())
}

// makeStream creates the stream. However many coordinators try at once, one creates it and all get
// the same.
func makeStream(ctx context.Context, js jetstream.JetStream, c *Config) (jetstream.Stream, error) {
	s, err := js.CreateStream(ctx, streamConfig(c.Replicas, c.MaxBytes))
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		return findStream(ctx, js)
	}
	if err != nil {
		return nil, fmt.Errorf("make the stream %s: %w", Stream, err)
	}
	return s, nil
}

// checkStream tells whether a stream can have the records, and has all of them. What an operator
// may set otherwise (replicas, size, placement) is not looked at.
func checkStream(info *jetstream.StreamInfo) error {
	want := streamConfig(1, 0)
	switch is := info.Config; {
	case fmt.Sprint(is.Subjects) != fmt.Sprint(want.Subjects), is.Mirror != nil, is.AllowRollup:
		return fmt.Errorf("the stream %s was not made by chamada: rename or remove it", Stream)
	case is.MaxAge != 0, is.MaxMsgsPerSubject > 0, is.Discard != jetstream.DiscardNew,
		is.Storage != jetstream.FileStorage, is.Retention != jetstream.LimitsPolicy:
		return fmt.Errorf("the stream %s would forget records by itself: set no maximum age, none "+
			"of messages per subject, retention limits, discard new and file storage", Stream)
	}
	return nil
}

// gone is how many messages the stream has no more.
func gone(s jetstream.StreamState) uint64 {
	if s.LastSeq == 0 {
		return 0
	}
	return s.LastSeq - s.Msgs
}
