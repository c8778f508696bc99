package coordinator

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

var (
	errNotFeeder = forbidden("only an admin may have a feed of the records; log in as one")
	errNoFeed    = &subjects.Error{
		Code: subjects.NoRecord,
		Message: "nothing is kept yet that there could be a feed of; ask again once a roll call " +
			"has been kept",
	}
	errManyFeeds = &subjects.Error{
		Code: subjects.Conflict,
		Message: "there are as many feeds as there may be; remove one that nobody reads with nats " +
			"consumer rm",
	}
)

func (c *Coordinator) readFeed(m micro.Request, r *classRequest) error {
	q, err := subjects.DecodeFeed(m.Data())
	if err != nil {
		return err
	}
	if err := c.attributeClass(m, r, 0); err != nil {
		return err
	}
	if !r.everything() {
		return errNotFeeder
	}
	r.do = func(ctx context.Context, r *classRequest) ([]byte, error) { return r.feed(ctx, &q) }
	return nil
}

// feed opens a feed. An admin may not make consumers: one that names where it delivers to could
// have the stream publish there.
func (r *classRequest) feed(ctx context.Context, q *subjects.FeedRequest) ([]byte, error) {
	store, err := r.c.records.Store(ctx)
	if err != nil {
		return nil, errRecordsUnread
	}
	stream := subjects.RecordStream
	if q.Audit {
		stream = subjects.AuditStream
	}
	err = store.Feed(ctx, stream, q.Name)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, errNoFeed
	case errors.Is(err, records.ErrManyFeeds):
		return nil, errManyFeeds
	case err != nil:
		return nil, r.recordError(err)
	}
	at, err := r.c.applied()
	if err != nil {
		return nil, classes.ErrUnread
	}
	r.c.log.Info("a feed was opened", "stream", stream, "name", q.Name, "by", r.asker.Teacher)
	return marshal(subjects.Feed{Time: subjects.Time(r.c.now()), Stream: stream, Name: q.Name,
		Position: at}), nil
}
