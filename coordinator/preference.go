package coordinator

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// Leader is where the journal's leader is.
type Leader int

// A leader may be beside this replica, in the server of its own node.
const (
	LeaderLost Leader = iota // or nobody knows
	LeaderElsewhere
	LeaderHere
)

const (
	// preferEvery is how often a replica looks where the leader is, and how busy the cluster is.
	preferEvery = 50 * time.Millisecond
	// busyAt are the commands a second, of all replicas, from which on a moment is busy. A lecture
	// hall of 300 that answers within a minute is far below them.
	busyAt = 1500
	// rushAfter is how long it is busy before it is a rush: then the replica beside the leader
	// serves students alone. A moment that is not busy counts a quarter against it, so that a
	// rush of rushMost or longer is over half a minute later. What is over at once is none.
	rushAfter, rushMost = 4 * time.Second, 7500 * time.Millisecond
	// countFor is for how long commands are counted until it is judged.
	countFor = 200 * time.Millisecond
	// claimFor is for how long it counts that another replica has claimed the students.
	claimFor = 300 * time.Millisecond
	// asideAfter is for how long another one must have claimed them without a break.
	asideAfter = 200 * time.Millisecond
	// resignFor is for how long who stops waits for the others to take its place.
	resignFor = 500 * time.Millisecond
)

// claims is where the replica that serves students alone says so, and that it no longer does:
// that has a reply subject.
const claims = subjects.Journal + ".students"

// preference is who should serve students in a rush: the replica beside the journal's leader,
// alone. It writes one large record where several replicas would write small ones, and
// a record costs more than what is in it. It decides nothing else: any replica may
// serve at any time, and where nobody has lately claimed the students all do.
type preference struct {
	conn    *nats.Conn
	log     *slog.Logger
	name    string        // of this replica in this life
	leader  func() Leader // nil: nobody knows
	applied atomic.Int64  // commands of all replicas
	changed chan struct{} // has a token when aside has changed, or somebody resigns

	rush    rush         // of the goroutine that looks
	inside  atomic.Bool  // this replica serves students
	claimed atomic.Int64 // when it last claimed them, in nanoseconds

	mu       sync.Mutex
	since    time.Time // when another one first claimed the students, without a break since
	heard    time.Time // when it last did
	stepped  bool      // aside
	resigned []string  // where those who resign wait to hear that this replica is back
}

// rush notices that for longer than a moment more requests come than usual.
type rush struct {
	on      bool
	busy    time.Duration // for how long it was
	counted int64
	at      time.Time // when that was counted
}

// count takes how many commands there have been, and tells whether there is a rush.
func (r *rush) count(now time.Time, commands int64) bool {
	took := now.Sub(r.at)
	if took < countFor {
		return r.on
	}
	if float64(commands-r.counted) >= busyAt*took.Seconds() {
		r.busy = min(r.busy+took, rushMost)
	} else {
		r.busy = max(r.busy-took/4, 0)
	}
	r.on = r.busy >= rushAfter || r.on && r.busy > 0
	r.counted, r.at = commands, now
	return r.on
}

// listen has claims heard.
func (p *preference) listen() error {
	if p.leader == nil {
		return nil
	}
	_, err := p.conn.Subscribe(claims, func(m *nats.Msg) {
		if string(m.Data) != p.name {
			p.hear(time.Now(), m.Reply)
		}
	})
	return err
}

// hear takes a claim, or that somebody resigns who waits for a reply.
func (p *preference) hear(now time.Time, resigns string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if resigns != "" {
		p.stepped, p.since, p.heard = false, time.Time{}, time.Time{}
		p.resigned = append(p.resigned, resigns)
		poke(p.changed)
		return
	}
	if now.Sub(p.heard) > claimFor {
		p.since = now
	}
	p.heard = now
}

// watch looks until done is closed.
func (p *preference) watch(done <-chan struct{}) {
	if p.leader == nil {
		return
	}
	tick := time.NewTicker(preferEvery)
	defer tick.Stop()
	for {
		select {
		case now := <-tick.C:
			p.look(now)
		case <-done:
			return
		}
	}
}

// look claims the students, or steps aside for who does, or does neither.
func (p *preference) look(now time.Time) {
	leader, rush := p.leader(), p.rush.count(now, p.applied.Load())
	if leader == LeaderHere && rush && p.inside.Load() {
		p.claimed.Store(now.UnixNano())
		if err := p.conn.Publish(claims, []byte(p.name)); err != nil {
			p.log.Debug("claiming the students", "err", err)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if leader != LeaderElsewhere {
		p.since = now // whoever has claimed them is not beside the leader, or not there
	}
	aside := now.Sub(p.heard) <= claimFor && now.Sub(p.since) >= asideAfter
	if aside != p.stepped {
		p.stepped = aside
		poke(p.changed)
	}
}

// aside tells whether another replica serves the students.
func (p *preference) aside() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stepped
}

// settled notes which place this replica has in the queue group now, and tells who has
// resigned if it serves students again.
func (p *preference) settled(at place) {
	p.inside.Store(at == inside)
	p.mu.Lock()
	waiting := p.resigned
	p.resigned = nil
	p.mu.Unlock()
	if at != inside {
		return // who resigns does not wait long
	}
	for _, reply := range waiting {
		if err := p.conn.Publish(reply, nil); err != nil {
			p.log.Debug("taking the place of another replica", "err", err)
		}
	}
}

// resign returns when so many others serve students again, or it takes too long. Who has not
// claimed the students has nothing to wait for.
func (p *preference) resign(others int) {
	claimed := time.Since(time.Unix(0, p.claimed.Load())) <= 2*claimFor // others may be aside yet
	if !p.inside.Swap(false) || !claimed {
		return
	}
	inbox := p.conn.NewInbox()
	replies, err := p.conn.SubscribeSync(inbox)
	if err != nil {
		return
	}
	defer func() { _ = replies.Unsubscribe() }()
	if p.conn.PublishRequest(claims, inbox, []byte(p.name)) != nil {
		return
	}
	until := time.Now().Add(resignFor)
	for range others {
		if _, err := replies.NextMsg(time.Until(until)); err != nil {
			p.log.Debug("nobody takes the place of this replica", "err", err)
			return
		}
	}
}

// poke leaves a token, unless one is there.
func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
