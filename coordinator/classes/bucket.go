package classes

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
)

const (
	// Bucket is the name of the JetStream key-value bucket of the class lists.
	Bucket = "chamada-classes"
	// Stream is the stream of the bucket.
	Stream    = "KV_" + Bucket
	keyPrefix = "$KV." + Bucket + "."
	// markerKey is the key that markers are written under. No class has it: these are numbers.
	markerKey = "marker"

	// maxRevisions bounds the revisions of one class that are not erased yet. It is the most that
	// a key-value bucket may have; when so many wait, erasing has failed for as many changes.
	maxRevisions = 64
	// maxDocument is the greatest size of a document with its headers, in bytes.
	maxDocument = 1 << 20
	// duplicates is how long the stream knows a message id: much longer than one is sent again.
	duplicates = 2 * time.Minute
)

// bucketConfig is a key-value bucket from which messages can be deleted. Other than the library's
// it does not allow direct reads: a node that lags answers these as well.
func bucketConfig(replicas int, maxBytes int64) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              Stream,
		Description:       "chamada: class lists",
		Subjects:          []string{keyPrefix + ">"},
		Storage:           jetstream.FileStorage,
		Replicas:          replicas,
		Discard:           jetstream.DiscardNew,
		MaxMsgsPerSubject: maxRevisions,
		MaxBytes:          maxBytes,
		Duplicates:        duplicates,
		AllowRollup:       true, // a marker replaces those before
	}
}

// Description is how a server that stands alone describes the bucket in its files, made anew
// where that is damaged.
func Description(now time.Time) ([]byte, error) {
	return integrity.Describe(now, bucketConfig(1, 0))
}

// tryBucket finds the bucket, or creates it. However many coordinators try at once, one creates
// it and all get the same.
func tryBucket(ctx context.Context, js jetstream.JetStream,
	cfg Config) (jetstream.Stream, error) {
	s, err := js.Stream(ctx, Stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		s, err = js.CreateStream(ctx, bucketConfig(cfg.Replicas, cfg.MaxBytes))
	}
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		s, err = js.Stream(ctx, Stream) // another coordinator was faster
	}
	if err != nil {
		return nil, fmt.Errorf("open the bucket %s: %w", Bucket, err)
	}
	return s, checkBucket(s.CachedInfo().Config)
}

// checkBucket tells whether a stream can be the bucket. What an operator may set otherwise
// (replicas, size, placement) is not looked at.
func checkBucket(c jetstream.StreamConfig) error {
	switch {
	case len(c.Subjects) != 1 || c.Subjects[0] != keyPrefix+">", !c.AllowRollup:
		return fmt.Errorf("the bucket %s was not made by chamada: rename or remove it", Bucket)
	case c.MaxAge != 0, c.Discard != jetstream.DiscardNew, c.Storage != jetstream.FileStorage:
		return fmt.Errorf("the bucket %s would forget class lists by itself: "+
			"set no maximum age, discard new and file storage", Bucket)
	case c.DenyDelete:
		return fmt.Errorf("nothing can be erased from the bucket %s, which denies deletes: "+
			"export the class lists, remove it and import them again", Bucket)
	case c.MaxMsgsPerSubject > 0 && c.MaxMsgsPerSubject < maxRevisions:
		return fmt.Errorf("the bucket %s would drop a class list that is not erased: "+
			"nats stream edit %s --max-msgs-per-subject %d", Bucket, Stream, maxRevisions)
	case c.MaxMsgSize > 0 && c.MaxMsgSize < maxDocument:
		return fmt.Errorf("the bucket %s has no room for a large class list: "+
			"nats stream edit %s --max-msg-size -1", Bucket, Stream)
	default:
		return nil
	}
}
