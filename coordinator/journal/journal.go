// Package journal is the coordinators' durable journal: one JetStream stream
// that holds, in one total order, every command any replica has received.
//
// A replica submits an entry; the journal puts all entries that wait into one
// record (group commit) and publishes it. Once the record is stored and synced, the
// replica's [Machine] applies it, in its place among all other records. Only then does the
// journal answer the entry. Records of other replicas arrive on a subject that the stream
// republishes to. The replica reads from the stream what it misses there.
//
// A publish whose ack is lost is sent again under the same message id until
// the record shows up or the commit time is over. The journal decides nothing: the
// machine alone knows what is in a record.
//
// # Who has what
//
// One goroutine, the loop, has the state of a replica, in parts; each alone changes what
// is its own, and the loop carries what one finds to the others.
//
//   - The follower has the [Machine], and how far in the stream it is. It hands the machine
//     the next record and writes the ledger, what is known of the journal as a whole.
//   - The reader has the stream, and which one it is. It hands the follower what did not
//     come by itself.
//   - The council has what other replicas say: their clocks and the digests of their states.
//   - The monitor has what is wrong, and makes of it how well the replica is.
//
// The committer, on a goroutine of its own, makes records of what waits in the queue. It
// reads the ledger, and of the machine it calls Append only. Records on their way are in
// the flight, which both know. What anybody else may ask for (health, age, time, figures)
// can be read at any time.
package journal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
)

// Errors that [Journal.Submit] returns and an [Entry] fails with.
var (
	// ErrOverloaded: too much is waiting, or it has waited too long; nothing
	// was done, nor will be.
	ErrOverloaded = errors.New("too many requests are waiting for the journal")
	// ErrUnavailable: the journal did not confirm in time; the outcome is
	// unknown, and the same may be submitted again.
	ErrUnavailable = errors.New("the journal did not confirm in time")
)

// Commit describes a record of this replica that was stored and applied.
type Commit struct {
	Entries int
	Bytes   int
	Latency time.Duration // from its first publish
}

// Config is what a journal needs.
type Config struct {
	// Connect makes the journal's own connection with the given options.
	Connect  func(...nats.Option) (*nats.Conn, error)
	Replicas int   // of the stream, when this replica is the one to create it
	MaxBytes int64 // of the stream then; zero is no maximum
	// Reserved are the subjects that no stream may acknowledge, for somebody else
	// answers there. One that does is told of by Overlaps, and in the log.
	Reserved []string
	Node     Node // nil when the journal is not on this replica's own disk
	Logger   *slog.Logger
	Now      func() time.Time // this replica's wall clock
	// Elapsed is how long this process has run, by a monotonic clock; nil is the
	// system's. All that ends or erases anything goes by it.
	Elapsed func() time.Duration
	// Version is the version of the format that a stream made by this replica has from
	// its first record; zero is the highest.
	Version int
	// MaxSkew is how far the clocks of this replica and of the stream's leader may be apart
	// before this replica leaves; zero is 30 s.
	MaxSkew time.Duration
	// RaiseAlone has this replica raise the version of a journal that it finds, to the
	// highest, when the stream has no other replica: nobody else will read it.
	RaiseAlone bool
	Machine    Machine      // before the first record; the journal's own from now on
	OnCommit   func(Commit) // called for each, must be quick
	// TidyEvery is how often the front of the journal is purged; zero means
	// every minute.
	TidyEvery time.Duration
	// Hold is the first record that somebody beside the machine still needs, zero when nobody
	// does: the journal is not purged further. It is called on the machine's goroutine before
	// each purge, and must be quick. Nil holds nothing.
	Hold func() (first uint64)
}

const (
	// MaxWaiting bounds the entries submitted and not answered yet.
	MaxWaiting = 32 << 10
	// maxEntries bounds the entries of one record: what it takes to write one
	// should stay small beside the sync of the disk.
	maxEntries = 4096
	// recordWithin is how long an entry may wait for its record.
	recordWithin = 500 * time.Millisecond
	// storeWithin is how long a record may take until it is stored. One that
	// is stored later is passed over by every replica: whoever waited for it
	// has tried elsewhere since, may have been refused there, and must not be
	// surprised. Together with recordWithin it is the 2 s after which clients
	// try again. It is given up when it has not come back by then, and this
	// replica thinks that it cannot commit.
	storeWithin = 1500 * time.Millisecond
	// resendAfter is how long a record goes without a sign of it until it is
	// sent again.
	resendAfter = 500 * time.Millisecond
	// maxSkew is how far the clocks of this replica and of the stream's
	// leader may be apart, unless the configuration says otherwise.
	maxSkew = 30 * time.Second
)

// Journal is one replica's end of the journal.
type Journal struct {
	cfg  Config
	log  *slog.Logger
	name string // of this replica in this life, the first part of its message ids

	queue  queue
	flight flight
	ledger ledger
	age    ageClock
	clock  leaderClock // of the stream's leader
	wall   wallClock   // of this machine
	// how far that of most is ahead of wall.steady; nil: unknown
	middle  atomic.Pointer[time.Duration]
	behind  atomic.Pointer[time.Duration] // see [council.behind]
	digest  atomic.Pointer[digestAt]      // of the state, the last that was told
	raises  chan struct{}                 // has a token when the version is to be raised
	stored  chan *nats.Msg                // what the stream says it has stored
	views   chan func()
	answers chan answer
	health  health
	stats   stats

	overlaps atomic.Pointer[[]string]
	losses   atomic.Pointer[[]integrity.Loss]
}

// New makes a journal that does nothing until [Journal.Run].
func New(cfg Config) *Journal {
	if cfg.Elapsed == nil {
		began := time.Now()
		cfg.Elapsed = func() time.Duration { return time.Since(began) }
	}
	cfg.TidyEvery = cmp.Or(cfg.TidyEvery, tidyEvery)
	cfg.MaxSkew = cmp.Or(cfg.MaxSkew, maxSkew)
	cfg.Version = cmp.Or(cfg.Version, record.Highest)
	if cfg.Node == nil {
		cfg.Node = elsewhere{}
	}
	j := &Journal{
		cfg: cfg, log: cfg.Logger, name: nuid.Next(),
		stored:  make(chan *nats.Msg, storedBuffer),
		answers: make(chan answer, answerBuffer),
		views:   make(chan func()),
		raises:  make(chan struct{}, 1),
	}
	j.ledger.init(cfg.Elapsed, cfg.TidyEvery)
	j.age.elapsed = cfg.Elapsed
	j.clock.now = cfg.Now
	j.wall.init(cfg.Now, cfg.Elapsed, cfg.Logger)
	j.queue.init(MaxWaiting)
	j.flight.init()
	j.health.init()
	return j
}

// CanSubmit is what [Journal.Submit] would return just now, nil when it would
// take an entry: what is refused anyway need not be read first.
func (j *Journal) CanSubmit() error {
	switch {
	case !j.health.well.Load():
		return ErrUnavailable
	case j.queue.full():
		return ErrOverloaded
	default:
		return nil
	}
}

// Submit gives an entry to the journal, and says when it came. The error is
// [ErrOverloaded], or [ErrUnavailable] when the journal cannot commit just now; then
// the entry is neither answered nor failed.
func (j *Journal) Submit(e Entry, came time.Time) error {
	if !j.health.well.Load() {
		return ErrUnavailable
	}
	if !j.queue.add(entry{e, came}) {
		return ErrOverloaded
	}
	return nil
}

// View calls look while the machine is as the last record that was applied left it, and
// returns when look has. It is called between records, which it holds up: it must be
// quick, change nothing and keep nothing. The error is [ErrUnavailable] when this
// replica cannot commit, or has no time to look.
func (j *Journal) View(look func()) error {
	if !j.health.well.Load() {
		return ErrUnavailable
	}
	return j.look(look)
}

// ViewFull is [Journal.View] that goes on while the journal takes no records: what has ended stays
// as it is, and has to leave for there to be room.
func (j *Journal) ViewFull(look func()) error {
	if h, _ := j.health.get(); h.Err != nil && !errors.Is(h.Err, errRefused) {
		return ErrUnavailable
	}
	return j.look(look)
}

func (j *Journal) look(look func()) error {
	looked := make(chan struct{})
	select {
	case j.views <- func() { look(); close(looked) }:
		<-looked
		return nil
	case <-time.After(recordWithin):
		return ErrUnavailable
	}
}

// Run connects, replays and follows the journal until ctx is done. It ends
// before that only when it cannot connect; what goes wrong later is told by
// [Journal.Health] and mended as soon as it can be.
func (j *Journal) Run(ctx context.Context) error {
	reconnected := make(chan struct{}, 1)
	nc, err := j.cfg.Connect(
		nats.Name("chamada journal"),
		nats.FlusherTimeout(storeWithin), // a write that blocks holds up the loop
		nats.ReconnectHandler(func(*nats.Conn) { poke(reconnected) }),
	)
	if err != nil {
		return fmt.Errorf("connect to NATS: %w", err)
	}
	defer nc.Close()

	var answering sync.WaitGroup
	answering.Go(j.answerAll)
	err = j.follow(ctx, nc, reconnected)
	j.abandon()
	close(j.answers)
	answering.Wait()
	return err
}

// follow runs the loop and, once it knows the stream, the committer and what looks
// out for other streams.
func (j *Journal) follow(ctx context.Context, nc *nats.Conn, reconnected <-chan struct{}) error {
	l, err := newLoop(j, nc, reconnected)
	if err != nil {
		return err
	}
	if err := l.open(ctx); err != nil {
		return nil // ctx is done
	}
	if err := l.listen(); err != nil {
		return err
	}
	var beside sync.WaitGroup
	beside.Go(func() { l.committer.run(ctx) })
	beside.Go(func() { j.watchOverlap(ctx, nc, l.reader.opening.js) })
	l.run(ctx)
	beside.Wait()
	return nil
}

// Drain waits until everything submitted has been answered. The caller has
// seen to it that nothing more is submitted.
func (j *Journal) Drain(ctx context.Context) error {
	pending, idle := j.queue.len()
	if pending == 0 {
		return nil
	}
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%d requests were not answered: %w", pending, ctx.Err())
	}
}

func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
