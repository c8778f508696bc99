package classes

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

// Errors of a request about a class, for errors.Is.
var (
	// ErrOverloaded: too many wait; nothing was done.
	ErrOverloaded = errors.New("too many requests are waiting for the class lists")
	// ErrUnread: the class lists could not be read in time; nothing was done.
	ErrUnread = errors.New("the class lists cannot be read just now")
	// ErrUnstored: the bucket has refused the document, the error says why; nothing was done.
	ErrUnstored = errors.New("the class lists take no more just now")
	// ErrUnknown: the bucket did not confirm in time; the outcome is unknown.
	ErrUnknown = errors.New("the class lists did not confirm in time")
	// ErrLate: a later try of the change was refused, so that this one does nothing.
	ErrLate = errors.New("a later try of the change has been refused")
	// ErrNone: the class has no class list.
	ErrNone = errors.New("the class has no class list")
)

// Config is what the class lists need.
type Config struct {
	// Connect makes a connection of their own: a large list holds up no other reply.
	Connect  func(...nats.Option) (*nats.Conn, error)
	Replicas int   // of the bucket if it must be created: as the journal's
	MaxBytes int64 // of the bucket then; zero is no maximum
	Logger   *slog.Logger
}

const (
	// lookEvery is how often the bucket is looked at without a word from anybody.
	lookEvery = 2 * time.Second
	// lookWithin bounds one look, so that a NATS that is gone is noticed.
	lookWithin = 30 * time.Second
	// openAgain is the pause before the next try to open the bucket.
	openAgain = time.Second
	// maxWaiting bounds those who wait for a marker.
	maxWaiting = 4096
)

// Classes is all class lists, in memory.
type Classes struct {
	cfg    Config
	log    *slog.Logger
	loaded chan struct{} // closed when all have been read for the first time
	wanted chan struct{} // has a token when somebody waits for a marker, or has written
	store  *store        // set before loaded is closed

	mu      sync.Mutex
	entries map[subjects.Class]*Entry
	waiting []chan error // for the next marker
	last    uint64       // sequence of the latest document that was read or written
	unread  error        // why the last look failed; nil when it has not
	stale   []revision   // that were replaced and are not erased yet

	// What follows is of the goroutine that follows the bucket.
	next     uint64 // sequence to go on from
	whole    bool   // the next look reads everything
	unerased bool   // the last erasure has failed
}

// New makes class lists that are empty until [Classes.Run].
func New(cfg Config) *Classes {
	return &Classes{
		cfg: cfg, log: cfg.Logger, loaded: make(chan struct{}), wanted: make(chan struct{}, 1),
		entries: map[subjects.Class]*Entry{}, whole: true,
	}
}

// Loaded is closed when all class lists have been read for the first time.
func (c *Classes) Loaded() <-chan struct{} { return c.loaded }

// Run opens the bucket and follows it, until ctx is done. The error is not nil when it never
// could; what goes wrong later is logged and mended as soon as it can be.
func (c *Classes) Run(ctx context.Context) error {
	again := make(chan struct{}, 1)
	nc, err := c.cfg.Connect(nats.Name("chamada classes"),
		nats.ReconnectHandler(func(*nats.Conn) { poke(again) }))
	if err != nil {
		return fmt.Errorf("connect to NATS for the class lists: %w", err)
	}
	defer nc.Close()
	if err := c.open(ctx, nc); err != nil {
		return nil // it was told to stop
	}
	c.follow(ctx, again)
	return nil
}

// open opens the bucket as soon as there is a majority that can. The error is that of ctx.
func (c *Classes) open(ctx context.Context, nc *nats.Conn) error {
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	for said := false; ; said = true {
		try, cancel := context.WithTimeout(ctx, lookWithin)
		var stream jetstream.Stream
		err := retry.UntilDone(try, func(ctx context.Context) (err error) {
			stream, err = tryBucket(ctx, js, c.cfg)
			return err
		})
		cancel()
		if err == nil {
			c.store = &store{js, stream}
			return nil
		}
		if c.setUnread(err); !said && ctx.Err() == nil {
			c.log.Warn("the class lists cannot be opened yet", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(openAgain):
		}
	}
}

// Get is a class as it was last read, nil when it never had a class list.
func (c *Classes) Get(class subjects.Class) *Entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.entries[class]
}

// All is every class that has a class list, by number, and the sequence in the bucket that this is
// as of: as long as that is the same, so is all of it.
func (c *Classes) All() ([]*Entry, uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := slices.DeleteFunc(slices.Collect(maps.Values(c.entries)),
		func(e *Entry) bool { return !e.There() })
	slices.SortFunc(all, func(a, b *Entry) int { return cmp.Compare(a.Class, b.Class) })
	return all, c.last
}

// The formats of [Classes.Warnings]: with an error; and with a class, a revision and an error.
const (
	WarnUnread  = "the class lists are not up to date: %v"
	WarnDamaged = "the class list of class %d, revision %d, cannot be used: %v; put it again over " +
		"this revision, or remove it"
)

// Warnings are what somebody should look at, in a sentence each.
func (c *Classes) Warnings() (all []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unread != nil {
		all = append(all, fmt.Sprintf(WarnUnread, c.unread))
	}
	for _, class := range slices.Sorted(maps.Keys(c.entries)) {
		if e := c.entries[class]; e.Damaged != nil {
			all = append(all, fmt.Sprintf(WarnDamaged, class, e.Revision, e.Damaged))
		}
	}
	return all
}

func (c *Classes) setUnread(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unread = err
}

// set takes an entry for the class's, unless a later one is known. The one before is to be erased.
func (c *Classes) set(e *Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	had := c.entries[e.Class]
	if had != nil && had.seq >= e.seq {
		return
	}
	if had != nil {
		c.stale = append(c.stale, revision{e.Class, had.seq})
	}
	c.entries[e.Class] = e
	c.last = max(c.last, e.seq)
}

// forgetAll forgets the entries of a bucket that is no more: their sequences are another stream's.
func (c *Classes) forgetAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for class, had := range c.entries {
		if had.There() {
			c.log.Error("a class list is gone from the bucket", "class", class, "revision",
				had.Revision)
		}
	}
	clear(c.entries)
	c.stale = nil
}

// setAll takes all that the bucket has, up to where it was read: what was written since stays.
func (c *Classes) setAll(read map[subjects.Class]*Entry, replaced []revision, next uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = 0
	for class, had := range c.entries {
		switch now := read[class]; {
		case had.seq >= next:
			read[class] = had
		case now == nil && had.There():
			c.log.Error("a class list is gone from the bucket", "class", class, "revision",
				had.Revision)
		}
	}
	for _, e := range read {
		c.last = max(c.last, e.seq)
	}
	c.entries, c.stale = read, replaced // of another bucket none is to be erased
}

func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
