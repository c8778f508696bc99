// Package coordinator is a replica of the service: it takes requests in the
// queue group, submits each to the journal, and replies with what came of it.
//
// It decides nothing itself. Package subjects says what a request may be, identity which
// login asks, rollcall what the request does, and journal when that is certain. A replica
// that cannot commit leaves the queue group, and comes back when it can.
package coordinator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// Config is what a coordinator needs.
type Config struct {
	// Connect makes a connection to NATS with the given options added. It is
	// called six times: the journal has a connection of its own, so that its
	// records never queue behind replies, and lists have, so that other replies do not
	// queue behind them, and class lists, records and the audit.
	Connect  func(...nats.Option) (*nats.Conn, error)
	Replicas int          // of the journal if it must be created: 1, or 3 on a cluster
	MaxBytes int64        // of the journal if it must be created; zero is no maximum
	Disk     journal.Node // nil when the journal is on the disks of others
	// Leader is where the journal's leader is: in a rush students are served beside it alone.
	// Nil is for who cannot know. It must be quick.
	Leader   func() Leader
	Noted    records.Note // what the node knows of the records; nil as Disk
	Logger   *slog.Logger
	Registry prometheus.Registerer
	// what people call this replica, for the micro service to tell; may be empty
	Node string
	Now  func() time.Time // this replica's wall clock; requests are stamped by that of most
	// Elapsed is a monotonic clock, see [journal.Config]; nil is the system's.
	Elapsed func() time.Duration
	// Auth says that there are logins: the NATS server has the accounts of package
	// identity and vouches for the login of each request, and Connect is let in as a
	// coordinator. A roll call then belongs to the teacher who started it, and a student
	// is the login itself. A request without a login is refused. Without Auth anybody
	// may do anything. All replicas must have the same.
	Auth bool
	// Alone says that no other coordinator will read the journal: where its version is
	// an earlier one it is raised. Else chamada.teacher.raise does that.
	Alone bool
	// TidyEvery is how often the journal is purged; zero means every minute.
	TidyEvery time.Duration
	// ExpireEvery is how often is looked for records that are kept no longer; zero means every
	// quarter of an hour. What is found goes at the next look, if it still is.
	ExpireEvery time.Duration
}

var errUnloaded = errors.New("the class lists have not been read yet")

const (
	// minPayload is the least max_payload of the NATS server: the list of a
	// full roll in detail, and a record, must fit.
	minPayload = 1 << 20
	// drainWithin bounds how long requests in flight may hold up the end.
	drainWithin = 10 * time.Second
)

// Coordinator is one replica.
type Coordinator struct {
	cfg      Config
	log      *slog.Logger
	machine  *command.Machine
	journal  *journal.Journal
	metrics  *metrics
	events   *events
	lists    *lists
	conn     *nats.Conn
	classes  *classes.Classes
	records  *records.Records
	audit    *audit.Audit // set when connected
	guesses  *guesses
	restored restored
	unread   overflow
	still    pause
	// preference is set when connected, but for what is applied
	preference preference
	raising    atomic.Bool // somebody has asked for that

	// asking is requests about classes that are not answered, and starts that are not submitted:
	// changing bounds those that put or remove, summing those that read all records of a class,
	// sweeping those that go through everything, reading the others.
	asking                               sync.WaitGroup
	reading, changing, summing, sweeping slots

	ready     chan struct{}
	readyOnce sync.Once
}

// New makes a coordinator that does nothing until [Coordinator.Run]. The
// error is one of the metrics' registration.
func New(cfg Config) (*Coordinator, error) {
	c := &Coordinator{cfg: cfg, log: cfg.Logger, unread: overflow{log: cfg.Logger},
		ready: make(chan struct{}), restored: restored{done: make(chan struct{})}}
	c.lists = newLists(cfg.Logger, cfg.Replicas)
	c.classes = newClasses(cfg)
	c.records = newRecords(c, cfg)
	c.reading, c.changing = make(slots, maxClassRequests), make(slots, maxClassChanges)
	c.summing, c.sweeping = make(slots, maxSums), make(slots, maxPersons)
	c.guesses = newGuesses(time.Now)
	m, err := newMetrics(cfg.Registry, c.queues)
	if err != nil {
		return nil, err
	}
	c.metrics = m
	c.events = newEvents(m.eventsDropped)
	c.preference = preference{log: cfg.Logger, name: nuid.Next(), leader: cfg.Leader,
		changed: make(chan struct{}, 1)}
	c.machine = command.NewMachine(c.tell)
	c.machine.HoldBy(func(r rollcall.EndedRoll) bool { return c.records.Holds(rollOf(r)) })
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
		Stats: c.journal.Stats(), classes: c.underWay(),
		openRolls: c.machine.Open(), presences: c.machine.Presences(),
		dropped: c.unread.count(), events: c.events.len(),
		lost:  integrity.Lost(c.journal.Losses(), 1, math.MaxUint64),
		lists: c.lists.len(), listed: c.lists.budget.spent(), overlaps: len(c.journal.Overlaps()),
	}
}

// underWay is the requests about classes, and the starts, that are neither answered nor given to
// the journal.
func (c *Coordinator) underWay() int {
	return len(c.reading) + len(c.changing) + len(c.summing) + len(c.sweeping)
}

// Journal is how far the coordinator is in its journal, and what waits for it.
func (c *Coordinator) Journal() journal.Stats { return c.journal.Stats() }

// Ready is closed when the coordinator is ready to serve for the first time.
func (c *Coordinator) Ready() <-chan struct{} { return c.ready }

// Health is nil when the coordinator has replayed the journal and can commit.
func (c *Coordinator) Health() error {
	h, _ := c.journal.Health()
	return cmp.Or(h.Err, c.unloaded(), c.uncompared())
}

// ClassesUnread is the cause of who has not read the class lists yet.
const ClassesUnread journal.Cause = "classes_unread"

// CauseOf is the cause, for programs, of an error of [Coordinator.Health].
func CauseOf(err error) journal.Cause {
	if errors.Is(err, errUnloaded) {
		return ClassesUnread
	}
	if errors.Is(err, errUncompared) {
		return RecordsUnread
	}
	return journal.CauseOf(err)
}

// unloaded is nil when the class lists have been read: who starts a roll call has to know them.
func (c *Coordinator) unloaded() error {
	select {
	case <-c.classes.Loaded():
		return nil
	default:
		return errUnloaded
	}
}

// Warnings are what somebody should look at although requests are served, in a
// sentence each.
func (c *Coordinator) Warnings() (all []string) {
	for _, stream := range c.journal.Overlaps() {
		all = append(all, fmt.Sprintf(WarnOverlap, stream))
	}
	if held := c.journal.Stats().Held; held > heldFor {
		all = append(all, fmt.Sprintf(WarnHeld, int(held.Hours())/24))
	}
	all = append(all, c.classes.Warnings()...)
	all = append(all, c.records.Warnings()...)
	all = append(all, c.restored.warnings()...)
	for _, l := range c.journal.Losses() {
		all = append(all, fmt.Sprintf(WarnLost, l.First, l.Last,
			l.When.UTC().Format(time.RFC3339)))
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
	defer c.audit.Close()

	// The journal outlives ctx, and the events outlive the journal: what is
	// in flight must still be answered, and told.
	journalCtx, stopJournal := context.WithCancel(context.WithoutCancel(ctx))
	defer stopJournal()
	var journalRun, listsRun, eventsRun sync.WaitGroup
	failed := make(chan error, 3)
	journalRun.Go(func() { failed <- c.journal.Run(journalCtx) })
	journalRun.Go(func() { c.followClasses(journalCtx, failed) })
	journalRun.Go(func() { c.keepRecords(journalCtx, failed) })
	journalRun.Go(func() { c.compareRecords(journalCtx) })
	journalRun.Go(func() { c.auditRepairs(journalCtx) })
	journalRun.Go(func() { c.expireRecords(journalCtx) })
	listsRun.Go(c.lists.run)
	eventsRun.Go(c.events.run)
	c.still = pause{began: time.Now()}
	go c.still.watch(journalCtx)
	go c.preference.watch(journalCtx.Done())

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	hearing, end := c.whileReachable(ctx)
	defer end()

	member := membership{c: c}
	err = c.serve(ctx, hearing, &member, failed)
	stop() // from here on no longer than NATS is heard
	waited := c.journal.Stats().Waiting + c.lists.len() + c.underWay()
	c.reachable(hearing) // who leaves unheard may be back, see membership.reconnect
	member.leave(hearing)
	c.finish(hearing)
	stopJournal()
	journalRun.Wait() // it has answered what was left
	c.lists.close()
	listsRun.Wait()
	c.events.close()
	eventsRun.Wait()
	return errors.Join(err, c.flushReplies(hearing, waited))
}

func (c *Coordinator) connect() (err error) {
	if c.conn, err = c.cfg.Connect(nats.Name("chamada coordinator")); err != nil {
		return err
	}
	if c.lists.conn, err = c.cfg.Connect(nats.Name("chamada lists"),
		nats.FlusherTimeout(goneAfter)); err != nil {
		c.conn.Close()
		return err
	}
	if err = c.openAudit(); err != nil {
		c.conn.Close()
		c.lists.conn.Close()
		return err
	}
	c.unread.watch(c.conn)
	c.events.conn, c.preference.conn = c.conn, c.conn
	return c.preference.listen()
}

// serve is in the queue group whenever the journal says so, until ctx is
// done or the journal has failed.
//
// It leaves only over a connection that answers: one that is lost comes back with its
// subscriptions, see membership.reconnect. The journal is asked after that, for it may
// be back by then, too, and nobody has to leave. A lost connection is not pinged, as
// it would keep every ping until it is back.
func (c *Coordinator) serve(ctx, hearing context.Context, member *membership,
	failed <-chan error) error {
	for {
		heard := c.conn.IsConnected() && c.reachable(ctx)
		h, changed := c.journal.Health()
		var again <-chan time.Time
		loaded := c.classes.Loaded()
		compared := (<-chan struct{})(c.restored.done)
		for _, known := range []*<-chan struct{}{&loaded, &compared} {
			select {
			case <-*known:
				*known = nil
			default:
				h.Serving = false // as long as nothing is known of classes and records
			}
		}
		if to := c.place(h.Serving); !heard && member.leaves(to) {
			again = time.After(beatEvery)
		} else if err := member.update(hearing, to); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-c.preference.changed:
		case <-loaded:
		case <-compared:
		case <-again:
		case err := <-failed:
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// place is where a replica should be that serves, or should not.
func (c *Coordinator) place(serving bool) place {
	switch {
	case !serving:
		return outside
	case c.preference.aside():
		return aside
	default:
		return inside
	}
}

// now is the time that stamps a request.
func (c *Coordinator) now() rollcall.Time { return rollcall.Time(c.journal.Time().UnixMilli()) }
