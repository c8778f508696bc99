package journal

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// errInProcess is what the leader answers to a message id that it has seen and a
// majority has not stored yet.
const errInProcess jetstream.ErrorCode = 10158

// onAck takes what the stream answered to a publish.
func (l *loop) onAck(m *nats.Msg) {
	s := l.journal.flight.get(m.Subject[strings.LastIndexByte(m.Subject, '.')+1:])
	if s == nil {
		return // applied before its ack came
	}
	var ack struct {
		Seq   uint64              `json:"seq"`
		Error *jetstream.APIError `json:"error"`
	}
	switch err := json.Unmarshal(m.Data, &ack); {
	case err != nil: // no responders: the stream has no leader just now
		s.resent = time.Time{}
	case ack.Error != nil && ack.Error.ErrorCode == errInProcess:
		// sent again while its first publish is on its way to a majority
	case ack.Error != nil: // an earlier publish of it may have been stored
		l.monitor.noteRefusal(ack.Error)
		l.giveUp(s)
	case l.monitor.sound():
		l.onConfirmed(s, ack.Seq)
	}
}

// onConfirmed notes that a record is stored. Its copy, which the stream says
// again just before the ack, is what it is applied from: the ack does not
// tell which stream has it. Check reads what stays away.
func (l *loop) onConfirmed(s *sending, seq uint64) {
	if seq < l.follower.next { // this place is another record's
		l.monitor.find(errAnother)
		l.giveUp(s)
		return
	}
	l.follower.expect(seq)
}

// giveUp ends a record whose outcome nobody here will know.
func (l *loop) giveUp(s *sending) {
	l.journal.flight.land(s)
	l.journal.fail(s.entries, ErrUnavailable)
}

// checkFlight gives up the records whose time is over, and sends those again
// that nothing was heard of. A probe is never given up: a leader that is cut off
// adds each new record to its log, and when it is back must take them out one by
// one, two seconds each, before its copy of the journal is current.
func (l *loop) checkFlight(now time.Time) {
	for _, s := range l.journal.flight.all() {
		if now.Sub(s.sent) > storeWithin {
			l.monitor.stall()
		}
		if now.Sub(s.sent) > storeWithin && !s.probe() {
			l.giveUp(s)
			continue
		}
		if now.Sub(s.resent) > resendAfter {
			s.resent = now
			l.committer.publish(s)
		}
	}
}

// landed ends a record of this replica that has come back. Without an answer it was
// passed over.
func (l *loop) landed(s *sending, seq uint64, stored time.Time, tell func()) {
	j := l.journal
	j.flight.land(s)
	l.clock.observe(s.stamped, stored)
	l.monitor.confirm()
	err := j.cfg.Node.Confirm(l.reader.identity.epoch, seq, j.ledger.digest(seq))
	switch {
	case err != nil: // the monitor says what is wrong with the node
		j.fail(s.entries, ErrUnavailable)
	case tell == nil:
		j.fail(s.entries, ErrOverloaded)
	case !s.probe():
		j.answers <- answer{tell, len(s.entries)}
		j.cfg.OnCommit(Commit{len(s.entries), len(s.data), time.Since(s.sent)})
	}
}
