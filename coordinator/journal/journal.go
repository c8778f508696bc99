// Package journal is the coordinators' durable journal: one JetStream stream
// that holds, in one total order, every command any replica has received.
//
// A replica submits a command; the journal puts all commands that wait into
// one record (group commit), publishes it, and once the record is stored and
// synced applies it, in its place among all other records, to the replica's
// [rollcall.State]. Only then is whoever submitted it answered, with the
// outcome. Records of other replicas arrive on a subject that the stream
// republishes to; whatever is missed there is read from the stream.
//
// A publish whose ack is lost is sent again under the same message id until
// the record shows up or the commit time is over. The journal never decides
// anything on its own: it knows nothing of classes, requests or replies.
package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// Errors that [Journal.Submit] returns and [Caller.Fail] is given.
var (
	// ErrOverloaded: too much is waiting, or it has waited too long; nothing
	// was done, nor will be.
	ErrOverloaded = errors.New("too many requests are waiting for the journal")
	// ErrUnavailable: the journal did not confirm in time; the outcome is
	// unknown, and the same command under the same key may be sent again.
	ErrUnavailable = errors.New("the journal did not confirm in time")
)

// Caller is whoever waits for a command's outcome. Exactly one of the two
// methods is called, once, on a goroutine of the journal.
type Caller interface {
	Answer(rollcall.Outcome)
	Fail(error) // ErrOverloaded or ErrUnavailable
}

// Commit describes a record of this replica that was stored and applied.
type Commit struct {
	Commands int
	Bytes    int
	Latency  time.Duration // from its first publish
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
	Logger   *slog.Logger
	Now      func() time.Time // the clock that stamps commands
	OnCommit func(Commit)     // called for each, must be quick
	// OnAnswered is called with the outcomes of each when all of its callers have
	// theirs, in their order. It must be quick as well.
	OnAnswered func([]rollcall.Outcome)
	// TidyEvery is how often the front of the journal is purged; zero means
	// every minute.
	TidyEvery time.Duration
}

const (
	// MaxWaiting bounds the commands submitted and not answered yet.
	MaxWaiting = 32 << 10
	// maxCommands bounds the commands of one record: what it takes to write
	// one should stay small beside the sync of the disk.
	maxCommands = 4096
	// recordWithin is how long a command may wait for its record.
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
	// leader may be apart.
	maxSkew = 30 * time.Second
)

// Journal is one replica's end of the journal.
type Journal struct {
	cfg  Config
	log  *slog.Logger
	name string // of this replica in this life, the first part of its message ids

	queue   queue
	flight  flight
	stored  chan *nats.Msg // what the stream says it has stored
	views   chan func(*rollcall.State)
	answers chan answers
	health  health
	stats   stats

	overlaps atomic.Pointer[[]string]
}

// New makes a journal that does nothing until [Journal.Run].
func New(cfg Config) *Journal {
	j := &Journal{
		cfg: cfg, log: cfg.Logger, name: nuid.Next(),
		stored:  make(chan *nats.Msg, storedBuffer),
		answers: make(chan answers, answerBuffer),
		views:   make(chan func(*rollcall.State)),
	}
	j.queue.init(MaxWaiting)
	j.flight.init()
	j.health.init()
	return j
}

// Refuses is what [Journal.Submit] would return just now, nil when it would
// take a command: what is refused anyway need not be read first.
func (j *Journal) Refuses() error {
	switch {
	case !j.health.well.Load():
		return ErrUnavailable
	case j.queue.full():
		return ErrOverloaded
	default:
		return nil
	}
}

// Submit gives a command to the journal, and says when it came. The error is
// [ErrOverloaded], or [ErrUnavailable] when the journal cannot commit just now;
// then the caller hears nothing more.
func (j *Journal) Submit(c rollcall.Command, came time.Time, caller Caller) error {
	if !j.health.well.Load() {
		return ErrUnavailable
	}
	if !j.queue.add(entry{c, caller, came}) {
		return ErrOverloaded
	}
	return nil
}

// View calls look with the state as the last record that was applied left it, and
// returns when look has. It is called between records, which it holds up: it must be
// quick, change nothing and keep nothing. The error is [ErrUnavailable] when this
// replica cannot commit, or has no time to look.
func (j *Journal) View(look func(*rollcall.State)) error {
	if !j.health.well.Load() {
		return ErrUnavailable
	}
	looked := make(chan struct{})
	select {
	case j.views <- func(s *rollcall.State) { look(s); close(looked) }:
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
		nats.FlusherTimeout(storeWithin), // a write that blocks holds up the tail
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

// follow runs the tail and, once it knows the stream, the committer and what looks
// out for other streams.
func (j *Journal) follow(ctx context.Context, nc *nats.Conn, reconnected <-chan struct{}) error {
	t, err := newTail(j, nc, reconnected)
	if err != nil {
		return err
	}
	if err := t.open(ctx); err != nil {
		return nil // ctx is done
	}
	if err := t.listen(); err != nil {
		return err
	}
	var beside sync.WaitGroup
	beside.Go(func() { t.committer.run(ctx) })
	beside.Go(func() { j.watchOverlap(ctx, nc, t.js) })
	t.run(ctx)
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
