package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// beatEvery is how often a replica says what time it is for it.
	beatEvery = 2 * time.Second
	// heardWithin is for how long it is taken to be there after that.
	heardWithin = 5 * beatEvery
	// votesWithin is how long replicas have to say which state they have at a position.
	votesWithin = 2 * time.Second
	// maxVotes bounds the positions that are waited for.
	maxVotes = 64
)

var (
	// errOdd: this replica has another state than most others.
	errOdd = errors.New(
		"the state of this replica is not that of the others: it replays the journal")
	// errTie: the replicas have different states, and most have none of them.
	errTie = errors.New(
		"the states of the replicas differ, and none is that of most of them: stop them all, " +
			"back up the data of each, and start again the one whose journal is right (chamada " +
			"journal verify --data DIR)")
)

// digestAt is the digest of a state when everything up to a record was applied.
type digestAt struct{ record, sum uint64 }

// council is what the replicas of a journal tell each other: what time it is for each,
// and which state it has, at records that all of them look at. It decides nothing that
// stands in the journal, only who should leave.
type council struct {
	nc    *nats.Conn
	log   *slog.Logger
	name  string
	epoch string
	wall  *wallClock

	said  time.Time // when this replica last did
	own   digestAt  // the last
	peers map[string]*peer
	votes map[uint64]*vote // by record
	shown *atomic.Pointer[digestAt]
}

// peer is another replica, as it last was heard.
type peer struct {
	heard  time.Time
	clocks []time.Duration // how far its clock was ahead of [wallClock.steady], the last few times
}

// clocksKept is of how many times the clock of a peer is kept.
const clocksKept = 3

// noteClock notes what its clock was when it was heard.
func (p *peer) noteClock(now time.Time, ahead time.Duration) {
	p.heard = now
	p.clocks = append(p.clocks[max(0, len(p.clocks)-clocksKept+1):], ahead)
}

// ahead is how far its clock is ahead. What is heard late makes it seem less, so it is
// the most of the last few times.
func (p *peer) ahead() time.Duration { return slices.Max(p.clocks) }

// vote is who has which state at a record.
type vote struct {
	began time.Time
	sums  map[string]uint64
}

func beats(epoch string) string { return subjects.Journal + ".replicas." + epoch }

// beat says what time it is, from time to time.
func (c *council) beat(now time.Time) {
	if now.Sub(c.said) >= beatEvery {
		c.say(now)
	}
}

func (c *council) say(now time.Time) {
	c.said = now
	text := fmt.Appendf(nil, "%s %d %d %x", c.name, c.wall.now().UnixMilli(), c.own.record,
		c.own.sum)
	if err := c.nc.Publish(beats(c.epoch), text); err != nil {
		c.log.Debug("telling the other replicas", "err", err)
	}
}

// state tells the others which state this replica has.
func (c *council) state(d digestAt) {
	now := time.Now()
	c.own = d
	c.shown.Store(&d)
	c.note(now, c.name, d)
	c.say(now)
}

// receive takes what another replica says.
func (c *council) receive(data []byte) {
	var name string
	var wall int64
	var d digestAt
	if len(data) > 256 {
		return
	}
	if _, err := fmt.Sscanf(string(data), "%s %d %d %x", &name, &wall, &d.record,
		&d.sum); err != nil || name == c.name {
		return
	}
	now := time.Now()
	if c.peers[name] == nil {
		c.peers[name] = new(peer)
	}
	c.peers[name].noteClock(now, time.UnixMilli(wall).Sub(c.wall.steady()))
	c.note(now, name, d)
}

func (c *council) note(now time.Time, name string, d digestAt) {
	if d.record == 0 || len(c.votes) >= maxVotes && c.votes[d.record] == nil {
		return
	}
	if c.votes[d.record] == nil {
		c.votes[d.record] = &vote{began: now, sums: make(map[string]uint64)}
	}
	c.votes[d.record].sums[name] = d.sum
}

// countVotes counts the votes that are complete. The error is [errOdd] or [errTie].
func (c *council) countVotes(now time.Time) (err error) {
	for name, p := range c.peers {
		if now.Sub(p.heard) > heardWithin {
			delete(c.peers, name)
		}
	}
	for record, v := range c.votes {
		if now.Sub(v.began) < votesWithin {
			continue
		}
		delete(c.votes, record)
		if verdict := c.count(v); verdict != nil {
			c.log.Error("the states of the replicas differ", "record", record, "digests", v.sums,
				"verdict", verdict)
			err = verdict
		}
	}
	return err
}

// count tells whether this replica has the state of most of those that say theirs.
func (c *council) count(v *vote) error {
	mine, voted := v.sums[c.name]
	most, counts := 0, make(map[uint64]int)
	for _, sum := range v.sums {
		counts[sum]++
		most = max(most, counts[sum])
	}
	switch all := len(v.sums); {
	case !voted || len(counts) == 1 || 2*counts[mine] > all:
		return nil
	case 2*most > all:
		return errOdd
	default:
		return errTie
	}
}

// minClocks is how many it takes to tell which is wrong.
const minClocks = 3

// clocks is how far all clocks are ahead of [wallClock.steady], this replica's first; nil
// when they are too few.
func (c *council) clocks() []time.Duration {
	if len(c.peers)+1 < minClocks {
		return nil
	}
	clocks := []time.Duration{c.wall.ahead()}
	for _, p := range c.peers {
		clocks = append(clocks, p.ahead())
	}
	return clocks
}

// middle is how far the middle one of all clocks is ahead of [wallClock.steady], nil when
// they are too few.
func (c *council) middle() *time.Duration {
	clocks := c.clocks()
	if clocks == nil {
		return nil
	}
	slices.Sort(clocks)
	return &clocks[(len(clocks)-1)/2]
}

// behind is how far the clock of another replica that is behind the others is ahead of
// [wallClock.steady], nil when none is heard.
func (c *council) behind() (least *time.Duration) {
	for _, p := range c.peers {
		if ahead := p.ahead(); least == nil || ahead < *least {
			least = &ahead
		}
	}
	return least
}

// clock is by how much this replica's clock is ahead of most others', if there are three
// or more and most agree: decided says so.
func (c *council) clock(most time.Duration) (ahead time.Duration, decided bool) {
	clocks := c.clocks()
	for _, one := range clocks {
		near := func(other time.Duration) bool { return (one - other).Abs() <= most }
		if 2*count(clocks, near) <= len(clocks) {
			continue
		}
		if near(clocks[0]) {
			return 0, true
		}
		ahead, decided = clocks[0]-one, true
	}
	return ahead, decided
}

func count(clocks []time.Duration, are func(time.Duration) bool) (n int) {
	for _, c := range clocks {
		if are(c) {
			n++
		}
	}
	return n
}
