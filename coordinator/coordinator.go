// Package coordinator is a replica of the service: it takes requests in the
// queue group, submits each to the journal, and replies with what came of it.
//
// It judges nothing itself. What a request may be is said by subjects, who asks
// by identity, what it does by rollcall, when that is certain by journal. A replica that cannot
// commit leaves the queue group, and comes back when it can.
package coordinator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// Config is what a coordinator needs.
type Config struct {
	// Connect makes a connection to NATS with the given options added. It is
	// called three times: the journal has a connection of its own, so that its
	// records never queue behind replies, and lists have, so that other replies do not
	// queue behind them.
	Connect  func(...nats.Option) (*nats.Conn, error)
	Replicas int          // of the journal if it must be created: 1, or 3 on a cluster
	MaxBytes int64        // of the journal if it must be created; zero is no maximum
	Disk     journal.Node // nil when the journal is on the disks of others
	Logger   *slog.Logger
	Registry prometheus.Registerer
	Node     string           // what people call this replica, for the micro service to tell; may be empty
	Now      func() time.Time // this replica's wall clock; requests are stamped by that of most
	// Elapsed is a monotonic clock, see [journal.Config]; nil is the system's.
	Elapsed func() time.Duration
	// Auth says that there are logins: the NATS server has the accounts of package
	// identity and vouches for who asks, and Connect is let in as a coordinator.
	// A roll call then belongs to the teacher who started it, and a student is who
	// is logged in; of whom the server says nothing is refused. Without it
	// anybody may do anything. All replicas must have the same.
	Auth bool
	// Alone says that no other coordinator will read the journal: where its version is
	// an earlier one it is raised. Else chamada.teacher.raise does that.
	Alone bool
	// TidyEvery is how often the journal is purged; zero means every minute.
	TidyEvery time.Duration
}

const (
	// minPayload is the least max_payload of the NATS server: the list of a
	// full roll in detail, and a record, must fit.
	minPayload = 1 << 20
	// drainWithin bounds how long requests in flight may hold up the end.
	drainWithin = 10 * time.Second
)

// Coordinator is one replica.
type Coordinator struct {
	cfg     Config
	log     *slog.Logger
	machine *command.Machine
	journal *journal.Journal
	metrics *metrics
	events  *events
	lists   *lists
	conn    *nats.Conn
	guesses *guesses
	unread  overflow
	still   standstill
	raising atomic.Bool // somebody has asked for that

	ready     chan struct{}
	readyOnce sync.Once
}

// New makes a coordinator that does nothing until [Coordinator.Run]. The
// error is one of the metrics' registration.
func New(cfg Config) (*Coordinator, error) {
	c := &Coordinator{cfg: cfg, log: cfg.Logger, unread: overflow{log: cfg.Logger}, ready: make(chan struct{})}
	c.lists = newLists(cfg.Logger, cfg.Replicas)
	c.guesses = newGuesses(time.Now)
	m, err := newMetrics(cfg.Registry, c.queues)
	if err != nil {
		return nil, err
	}
	c.metrics = m
	c.events = newEvents(m.eventsDropped)
	c.machine = command.NewMachine(c.tell)
	c.journal = journal.New(journal.Config{
		Connect: cfg.Connect, Replicas: cfg.Replicas, MaxBytes: cfg.MaxBytes, Logger: cfg.Logger,
		Reserved: subjects.Requests(), RaiseAlone: cfg.Alone, Node: cfg.Disk,
		Now: cfg.Now, Elapsed: cfg.Elapsed,
		Machine: c.machine, OnCommit: m.committed, TidyEvery: cfg.TidyEvery,
	})
	return c, nil
}

// queues is what waits just now.
func (c *Coordinator) queues() queues {
	return queues{
		Stats: c.journal.Stats(), openRolls: c.machine.Open(), presences: c.machine.Presences(),
		dropped: c.unread.count(), events: c.events.len(),
		lost:  integrity.Lost(c.journal.Losses(), 1, math.MaxUint64),
		lists: c.lists.len(), listed: c.lists.budget.spent(), overlaps: len(c.journal.Overlaps()),
	}
}

// Journal is how far the coordinator is in its journal, and what waits for it.
func (c *Coordinator) Journal() journal.Stats { return c.journal.Stats() }

// Ready is closed when the coordinator is ready to serve for the first time.
func (c *Coordinator) Ready() <-chan struct{} { return c.ready }

// Health is nil when the coordinator has replayed the journal and can commit.
func (c *Coordinator) Health() error {
	h, _ := c.journal.Health()
	return h.Err
}

// Warnings are what somebody should look at although requests are served, in a
// sentence each.
func (c *Coordinator) Warnings() (all []string) {
	for _, stream := range c.journal.Overlaps() {
		all = append(all, fmt.Sprintf(
			"the stream %[1]s takes requests and acknowledges them, which who asks may take for the answer: "+
				"remove it, or nats stream edit %[1]s --no-ack", stream))
	}
	if held := c.journal.Stats().Held; held > heldFor {
		all = append(all, fmt.Sprintf("the journal has not been purged for %d days of running time: "+
			"requests that were repeated or refused keep one ended roll call after another in it, until "+
			"there are a few hours without; see to it that it does not become full", int(held.Hours())/24))
	}
	for _, l := range c.journal.Losses() {
		all = append(all, fmt.Sprintf(
			"records %d to %d of the journal were damaged and given up by a repair on %s: students may be missing "+
				"from roll calls that were open then, and roll calls that ended then may be open again", l.First, l.Last, l.When.UTC().Format(time.RFC3339)))
	}
	return all
}

// heldFor is how long roll calls alone hold the front of the journal, in running time, and
// some hours for what is done about it only now and then.
const heldFor = time.Duration(rollcall.ListedFor+rollcall.AnswersFor)*time.Millisecond + 4*time.Hour

// Run serves until ctx is done, then answers what is in flight and returns. A
// NATS that is gone does not hold it up. The error is not nil when it never
// could serve; it is an [*UnansweredError] when requests were left unanswered.
func (c *Coordinator) Run(ctx context.Context) (err error) {
	if err := c.connect(); err != nil {
		return fmt.Errorf("connect to NATS: %w", err)
	}
	defer c.conn.Close()
	defer c.lists.conn.Close()

	// The journal outlives ctx, and the events outlive the journal: what is
	// in flight must still be answered, and told.
	journalCtx, stopJournal := context.WithCancel(context.WithoutCancel(ctx))
	defer stopJournal()
	var journalRun, listsRun, eventsRun sync.WaitGroup
	failed := make(chan error, 1)
	journalRun.Go(func() { failed <- c.journal.Run(journalCtx) })
	listsRun.Go(c.lists.run)
	eventsRun.Go(c.events.run)
	c.still = standstill{began: time.Now()}
	go c.still.watch(journalCtx)

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	hearing, end := c.hearing(ctx)
	defer end()

	member := membership{c: c}
	err = c.serve(ctx, hearing, &member, failed)
	stop() // from here on no longer than NATS is heard
	waited := c.journal.Stats().Waiting + c.lists.len()
	c.hears(hearing) // who leaves unheard may be back, see membership.shed
	member.leave(hearing)
	c.finish(hearing)
	stopJournal()
	journalRun.Wait() // it has answered what was left
	c.lists.close()
	listsRun.Wait()
	c.events.close()
	eventsRun.Wait()
	return errors.Join(err, c.farewell(hearing, waited))
}

func (c *Coordinator) connect() (err error) {
	if c.conn, err = c.cfg.Connect(nats.Name("chamada coordinator")); err != nil {
		return err
	}
	if c.lists.conn, err = c.cfg.Connect(nats.Name("chamada lists"), nats.FlusherTimeout(goneAfter)); err != nil {
		c.conn.Close()
		return err
	}
	c.unread.watch(c.conn)
	c.events.conn = c.conn
	return nil
}

// serve is in the queue group whenever the journal says so, until ctx is
// done or the journal has failed.
//
// It leaves only over a connection that answers: one that is lost comes back with its
// subscriptions, see membership.shed. The journal is asked after that, for it may
// be back by then, too, and nobody has to leave. A lost connection is not pinged, as
// it would keep every ping until it is back.
func (c *Coordinator) serve(ctx, hearing context.Context, member *membership, failed <-chan error) error {
	for {
		heard := c.conn.IsConnected() && c.hears(ctx)
		h, changed := c.journal.Health()
		var again <-chan time.Time
		if !heard && !h.Serving {
			again = time.After(beatEvery)
		} else if err := member.follow(hearing, h.Serving); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-again:
		case err := <-failed:
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// now is the time that stamps a request.
func (c *Coordinator) now() rollcall.Time { return rollcall.Time(c.journal.Time().UnixMilli()) }
