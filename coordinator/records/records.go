package records

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

const (
	// lookEvery is how often is looked for roll calls whose record is not kept.
	lookEvery = time.Second
	// checkEvery is how often is looked whether the stream has all that it had.
	checkEvery = time.Minute
	// lookWithin bounds one look, so that a NATS that is gone is noticed.
	lookWithin = 30 * time.Second
)

// ErrClosed: the stream is not open yet.
var ErrClosed = errors.New("the records cannot be reached just now")

// Records keeps records, and reads them.
type Records struct {
	cfg    Config
	log    *slog.Logger
	opened chan struct{} // closed when store is there
	store  *Store        // set before opened is closed
	wanted chan struct{} // has a token when somebody has ended a roll call

	mu      sync.Mutex
	pending map[Roll]pending // what is known of the roll calls in memory
	unkept  error            // why the last look failed
	unfit   error            // why the stream is not as it must be, when last checked
	missing uint64           // messages that the stream has lost

	named named // by erasures; of the goroutine of Run
}

// pending is how far the record of a roll call is.
type pending struct {
	done bool // it is stored, or is not to be
	due  bool // this coordinator is the one to store it
}

// New makes records that do nothing until [Records.Run].
func New(cfg Config) *Records {
	return &Records{cfg: cfg, log: cfg.Logger, opened: make(chan struct{}),
		wanted: make(chan struct{}, 1), pending: map[Roll]pending{}}
}

// Run opens the stream and keeps records until ctx is done. The error is not nil when it cannot
// connect; what goes wrong later is logged and tried again.
func (r *Records) Run(ctx context.Context) error {
	store, err := openStore(&r.cfg)
	if err != nil {
		return err
	}
	defer store.close()
	r.store = store
	close(r.opened)
	look, check := time.NewTicker(lookEvery), time.NewTicker(checkEvery)
	defer look.Stop()
	defer check.Stop()
	r.check(ctx)
	for ctx.Err() == nil {
		select {
		case <-r.wanted:
			r.look(ctx)
		case <-look.C:
			r.look(ctx)
		case <-check.C:
			r.check(ctx)
		case <-ctx.Done():
		}
	}
	return nil
}

// look keeps what is not kept.
func (r *Records) look(ctx context.Context) {
	try, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	if err := r.keepAll(try, r.isDue); ctx.Err() == nil {
		r.report(&r.unkept, err)
	}
}

// Store is where records are read. The error is [ErrClosed] as long as it is not open.
func (r *Records) Store(ctx context.Context) (*Store, error) {
	select {
	case <-r.opened:
		return r.store, nil
	case <-ctx.Done():
		return nil, ErrClosed
	}
}

// check looks whether the stream has all that it had.
func (r *Records) check(ctx context.Context) {
	try, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	r.store.recheck()
	n, err := r.store.unnamed(try, &r.named)
	if err == nil {
		r.note(n)
	}
	if ctx.Err() == nil {
		r.report(&r.unfit, err)
	}
}

// note says, once, how much is missing.
func (r *Records) note(n uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n > r.missing {
		r.log.Error("messages are missing from the records", "stream", Stream, "missing", n)
	}
	r.missing = n
}

// report logs when something is not well with the records, and when it is again.
func (r *Records) report(was *error, is error) {
	r.mu.Lock()
	had := *was
	*was = is
	r.mu.Unlock()
	switch {
	case is != nil && had == nil:
		r.log.Warn("records cannot be kept just now; the journal keeps what they are made of",
			"err", is)
	case is == nil && had != nil:
		r.log.Info("records are kept again")
	}
}

// The formats of [Records.Warnings]: with the stream and an error, and with a number and the
// stream.
const (
	WarnUnkept = "records of ended roll calls cannot be kept in the stream %s just now, and the " +
		"journal grows meanwhile: %v"
	WarnMissing = "%d messages are missing from the stream %s that no erasure names: records, " +
		"corrections or class lists of that time are lost; restore a backup"
)

// Warnings are what somebody should look at, in a sentence each.
func (r *Records) Warnings() (all []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := cmp.Or(r.unfit, r.unkept); err != nil { // the first is why for the second
		all = append(all, fmt.Sprintf(WarnUnkept, Stream, err))
	}
	if r.missing > 0 {
		all = append(all, fmt.Sprintf(WarnMissing, r.missing, Stream))
	}
	return all
}
