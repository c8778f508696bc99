package coordinator

import (
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// maxUnread and maxUnreadBytes bound the requests of one endpoint that have
	// come and have not been looked at. What is beyond the journal's own bound is
	// refused in a microsecond, so these only fill when so much comes that not even
	// refusals keep up. The client library then drops, and the requester hears
	// nothing and asks again; without a bound it would be the process that goes.
	maxUnread      = 64 << 10
	maxUnreadBytes = 64 << 20
)

// overflow counts the requests that the client library dropped.
type overflow struct {
	log *slog.Logger

	mu      sync.Mutex
	dropped map[*nats.Subscription]int // when last asked, of those that ever did
	told    time.Time                  // when it was last logged
}

// overflowReports is how often it is logged at most, however often it comes.
const overflowReports = time.Minute

// watch counts from now on what is dropped on nc.
func (o *overflow) watch(nc *nats.Conn) {
	handle := nc.ErrorHandler()
	nc.SetErrorHandler(func(nc *nats.Conn, sub *nats.Subscription, err error) {
		switch {
		case sub != nil && errors.Is(err, nats.ErrSlowConsumer):
			o.note(sub)
		case handle != nil:
			handle(nc, sub, err)
		}
	})
}

func (o *overflow) note(sub *nats.Subscription) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.dropped == nil {
		o.dropped = make(map[*nats.Subscription]int)
	}
	o.dropped[sub] = max(o.dropped[sub], 1)
	if time.Since(o.told) > overflowReports {
		o.told = time.Now()
		o.log.Warn("more requests come than can be refused: some get no answer", "subject",
			sub.Subject)
	}
}

// count is how many were dropped so far.
func (o *overflow) count() (n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for sub, before := range o.dropped {
		if now, err := sub.Dropped(); err == nil { // of one that is left it is no longer told
			before = now
			o.dropped[sub] = now
		}
		n += before
	}
	return n
}
