package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
)

const (
	// changedRoot is below what admins may watch: who was changed, not how.
	changedRoot = "chamada.users.changed."
	maxRecord   = 4 << 10
)

// bucketConfig is a key-value bucket with history 1, from which messages can be deleted. Other
// than the library's it does not allow direct reads: these are stale at will. It says again,
// without the contents, what it has stored.
func bucketConfig(replicas int) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              stream,
		Description:       "chamada: logins, with hashes of their access codes",
		Subjects:          []string{keyPrefix + ">"},
		Storage:           jetstream.FileStorage,
		Replicas:          replicas,
		Discard:           jetstream.DiscardNew,
		MaxMsgsPerSubject: 1,
		MaxMsgSize:        maxRecord,
		AllowRollup:       true,
		AllowMsgTTL:       true, // for the marks of removed logins
		RePublish: &jetstream.RePublish{
			Source: keyPrefix + ">", Destination: changedRoot + ">", HeadersOnly: true,
		},
	}
}

// Description is how a server that stands alone describes the bucket in its files, made anew
// where that is damaged.
func Description(now time.Time) ([]byte, error) {
	return integrity.Describe(now, bucketConfig(1))
}

// openWithin bounds one try to open the bucket: a request that came before there
// was a leader is never answered.
const openWithin = 5 * time.Second

// openBucket opens the bucket as soon as there is a leader, until ctx is done.
func openBucket(ctx context.Context, nc *nats.Conn, replicas int) error {
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	for {
		try, cancel := context.WithTimeout(ctx, openWithin)
		err := tryBucket(try, js, replicas)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			return err
		}
	}
}

// tryBucket finds the bucket, or creates it. However many coordinators try at
// once, one creates it and all get the same.
func tryBucket(ctx context.Context, js jetstream.JetStream, replicas int) error {
	s, err := js.Stream(ctx, stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		s, err = js.CreateStream(ctx, bucketConfig(replicas))
	}
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		s, err = js.Stream(ctx, stream) // another coordinator was faster
	}
	if err != nil {
		return fmt.Errorf("open the bucket %s: %w", Bucket, err)
	}
	return checkBucket(s.CachedInfo().Config)
}

// checkBucket tells whether a stream can be the bucket. What an operator may set
// otherwise (replicas, size, placement) is not looked at.
func checkBucket(c jetstream.StreamConfig) error {
	switch {
	case len(c.Subjects) != 1 || c.Subjects[0] != keyPrefix+">", c.MaxMsgsPerSubject < 1,
		c.RePublish == nil || c.RePublish.Destination != changedRoot+">":
		return fmt.Errorf("the bucket %s was not made by chamada: rename or remove it", Bucket)
	case c.MaxAge != 0 || c.Discard != jetstream.DiscardNew || c.Storage != jetstream.FileStorage:
		return fmt.Errorf(
			"the bucket %s would forget logins by itself: set no maximum age, discard new and "+
				"file storage", Bucket)
	case !c.AllowMsgTTL:
		return fmt.Errorf(
			"the bucket %s would keep removed logins for ever: nats stream edit %s --allow-msg-ttl",
			Bucket, stream)
	default:
		return nil
	}
}
