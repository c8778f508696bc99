package journal

import (
	"context"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// committer turns what waits into records and publishes them. Acks go to the
// tail: only applying a record ends it.
type committer struct {
	*Journal
	nc    *nats.Conn
	inbox string // acks come to inbox.<message id>
	epoch string
	clock *leaderClock
	n     int // records of commands made

	before int // commands in the last of them
}

const (
	// gatherFor is how long a record is held back at the most, for more to get in.
	gatherFor = time.Millisecond
	// crowd is the commands of a record that is worth it. With fewer there is time
	// for a sync each, and nobody has to wait.
	crowd = 16
)

// run makes a record of everything that waits, when there is something and a
// record may be sent. The time that the ones before take is the time in which
// the next grows.
func (c *committer) run(ctx context.Context) {
	late := time.NewTimer(gatherFor)
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
		c.fail(c.queue.takeStale(recordWithin), ErrOverloaded)
		entries := c.queue.take(c.limit())
		if len(entries) == 0 {
			<-c.flight.slots
			continue
		}
		c.send(entries)
	}
}

// gather waits until as many commands wait as the record before had. Whom that one
// has answered are about to ask again, or others like them: to send what few are
// there already would cost a sync of the disk, and they would have to wait for it.
// It is false when ctx is done.
func (c *committer) gather(ctx context.Context, late *time.Timer) bool {
	if c.before < crowd {
		return true
	}
	late.Reset(gatherFor)
	select {
	case <-c.queue.grown(c.before):
		return true
	case <-late.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// limit is how many commands a record may have, by number and by size.
func (c *committer) limit() int {
	const overhead = 1 << 10 // header line, NATS headers, subject
	return max(1, min(maxCommands, rollcall.MaxCommands, (int(c.nc.MaxPayload())-overhead)/maxLine))
}

func (c *committer) send(entries []entry) {
	data := make([]byte, 0, 96+len(entries)*usualLine)
	data = appendHeader(data, c.epoch, c.clock.time())
	for i := range entries {
		data = appendCommand(data, entries[i].command)
	}
	c.n++
	c.before = len(entries)
	c.launch(&record{id: c.name + "-" + strconv.Itoa(c.n), data: data, entries: entries})
}

// probe sends a record without a command: when it comes back, this replica
// can commit.
func (c *committer) probe(n int) {
	c.launch(&record{id: c.name + "-p" + strconv.Itoa(n), data: appendHeader(nil, c.epoch, c.clock.time())})
}

// launch adds the record to those on their way and publishes it.
func (c *committer) launch(r *record) {
	r.sent, r.stamped = time.Now(), c.cfg.Now()
	r.resent = r.sent
	c.flight.add(r)
	c.publish(r)
}

// publish sends a record, for the first time or again. An error means that
// the connection is closed or its buffer full: the record stays on its way,
// and will be sent again or given up like one whose ack was lost.
func (c *committer) publish(r *record) {
	m := nats.NewMsg(subjects.Journal)
	m.Reply = c.inbox + "." + r.id
	m.Header[jetstream.MsgIDHeader] = []string{r.id}
	m.Data = r.data
	if err := c.nc.PublishMsg(m); err != nil {
		c.log.Debug("publish to the journal", "err", err)
	}
}
