package journal

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/subjects"
)

// committer turns what waits into records and publishes them. Acks go to the loop:
// only applying a record ends it.
type committer struct {
	journal *Journal
	queue   *queue
	flight  *flight
	nc      *nats.Conn
	inbox   string // acks come to inbox.<message id>
	epoch   string
	clock   *leaderClock
	age     *ageClock
	ledger  *ledger
	away    func() (off time.Duration, after uint64) // see absence
	n       int                                      // records of entries made

	before int           // entries in the last of them
	hold   time.Duration // see gatherFor
}

const (
	// gatherFor is how long a record is held back at the most, for more to get in, and
	// gatherOver the same where several nodes store it, which takes longer and costs more.
	gatherFor, gatherOver = time.Millisecond, 2 * time.Millisecond
	// crowd is the entries of a record that is worth it. With fewer there is time
	// for a sync each, and nobody has to wait.
	crowd = 16
	// usualEntry is more bytes than nearly all entries take.
	usualEntry = 72
	// headerRoom is for what NATS counts as payload and the record does not: headers.
	headerRoom = 1 << 10
)

// run makes a record of everything that waits, when there is something and a
// record may be sent. The time that the ones before take is the time in which
// the next grows.
func (c *committer) run(ctx context.Context) {
	late := time.NewTimer(c.hold)
	defer late.Stop()
	for {
		select {
		case <-c.queue.ready:
		case <-ctx.Done():
			return
		}
		select {
		case c.flight.slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		if !c.gather(ctx, late) {
			return // nothing of what waits was done
		}
		c.journal.failStale()
		if entries := c.queue.pop(maxEntries); len(entries) > 0 {
			c.send(entries)
		} else {
			<-c.flight.slots
		}
	}
}

// gather waits until as many entries wait as the record before had. Whom that one
// has answered are about to ask again, or others like them: to send what few are
// there already would cost a sync of the disk, and they would have to wait for it.
// It is false when ctx is done.
func (c *committer) gather(ctx context.Context, late *time.Timer) bool {
	if c.before < crowd {
		return true
	}
	late.Reset(c.hold)
	select {
	case <-c.queue.grown(c.before):
		return true
	case <-late.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// send makes a record of as many entries as fit, at least one, and gives the others back.
func (c *committer) send(entries []entry) {
	room := int(c.nc.MaxPayload()) - headerRoom
	own := make([]Entry, 0, len(entries))
	head := c.head()
	data := head.Append(make([]byte, 0, record.Room+len(entries)*usualEntry))
	for i := range entries {
		longer := c.journal.cfg.Machine.Append(data, head.Version, entries[i].Entry)
		if len(longer) > room && i > 0 {
			break
		}
		data, own = longer, append(own, entries[i].Entry)
	}
	c.queue.putBack(entries[len(own):])
	c.n++
	c.before = len(own)
	c.launch(&sending{id: c.journal.name + "-" + strconv.Itoa(c.n), data: data, entries: own})
}

// head is the journal's part of the next record.
func (c *committer) head() *record.Record {
	r := &record.Record{Header: record.Header{Epoch: c.epoch, Written: c.clock.time()}}
	r.Version, _ = c.ledger.writes()
	r.After, r.Fence = c.ledger.applied()
	if r.Version > record.First {
		r.Age, r.Digest = c.age.now(), c.ledger.due()
		r.Fence = r.Fence && r.Digest != (record.Digest{})
		r.Raise = c.ledger.opens(r.Written)
		r.Off, r.OffAfter = c.away()
	}
	return r
}

// probe sends a record without an entry: when it comes back, this replica can commit.
func (c *committer) probe(n int) {
	c.bare(n, c.head())
}

// raise sends a record that raises the journal to the highest version. What there is has
// the age of the record at stamp.
func (c *committer) raise(n int, stamp time.Time) {
	r := c.head()
	r.Version, r.Raise, r.Age = record.Highest, record.Raise{To: record.Highest, Stamp: stamp},
		c.age.now()
	c.bare(n, r)
}

// bare sends a record without entries.
func (c *committer) bare(n int, r *record.Record) {
	c.launch(&sending{id: c.journal.name + "-p" + strconv.Itoa(n), data: r.Append(nil)})
}

// launch adds the record to those on their way and publishes it.
func (c *committer) launch(s *sending) {
	record.Seal(s.data)
	s.sent, s.stamped = time.Now(), c.journal.cfg.Now()
	s.resent = s.sent
	c.flight.add(s)
	c.publish(s)
}

// publish sends a record, for the first time or again. An error means that
// the connection is closed or its buffer full: the record stays on its way,
// and will be sent again or given up like one whose ack was lost.
func (c *committer) publish(s *sending) {
	if c.journal.cfg.Node.Full() != nil { // which the node says itself
		c.refuse(s)
		return
	}
	m := nats.NewMsg(subjects.Journal)
	m.Reply = c.inbox + "." + s.id
	m.Header[jetstream.MsgIDHeader] = []string{s.id}
	m.Data = s.data
	if err := c.nc.PublishMsg(m); err != nil {
		c.journal.log.Debug("publish to the journal", "err", err)
	}
}

// refuse says what the stream would say that has no room: what there is, is for others.
func (c *committer) refuse(s *sending) {
	refusal := struct {
		Error *jetstream.APIError `json:"error"`
	}{&jetstream.APIError{Code: http.StatusServiceUnavailable,
		Description: "its disk has no room but for records"}}
	data, err := json.Marshal(refusal)
	if err == nil {
		err = c.nc.Publish(c.inbox+"."+s.id, data)
	}
	if err != nil {
		c.journal.log.Debug("refusing a record", "err", err)
	}
}
