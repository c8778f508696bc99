package measure

import (
	"context"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
)

// lateAfter is when a student counts as sent late: more than timers are late
// by, so that it is this program, or the connection, that did not keep up.
const lateAfter = 5 * time.Millisecond

// sender is one connection's part of a wave: it sends without waiting for
// replies, which come whenever they come. A wait is counted from when the
// student meant to send: whatever stands still, this program too, is in it.
type sender struct {
	wave        *wave
	line        *line
	first, step int // its shots
	request     request
	replies     *nats.Subscription
	prefix      string // of reply subjects, the shot's number comes after

	head []byte    // of a confirmation; used by hear only, like the next
	last time.Time // when the last confirmation came; read when the wave is over

	late   int64         // sent after lateAfter; used by send only, like the next
	latest time.Duration // the longest that one was late
}

// listen returns when the server knows where replies go to.
func (s *sender) listen() (err error) {
	s.prefix = s.line.nc.NewInbox() + "."
	if s.replies, err = s.line.nc.Subscribe(s.prefix+"*", s.receive); err != nil {
		return err
	}
	// else replies would be dropped; it fails on none but a closed one
	_ = s.replies.SetPendingLimits(-1, -1)
	return s.line.nc.Flush()
}

// of a connection that is closed it is gone anyway
func (s *sender) close() { _ = s.replies.Unsubscribe() }

// send sends each at its time, or as soon after it as can be.
func (s *sender) send(ctx context.Context) {
	w := s.wave
	for i := s.first; i < len(w.shots); i += s.step {
		shot := &w.shots[i]
		meant := w.counted.start.Add(shot.at)
		if sleepUntil(ctx, meant) != nil || !shot.fire() {
			return
		}
		s.request.write(shot.student)
		s.request.msg.Reply = s.prefix + strconv.Itoa(i)
		err := s.line.nc.PublishMsg(&s.request.msg)
		now := time.Now()
		if err != nil && shot.claim() {
			w.done(shot, w.counted.note(err), now)
		}
		if late := now.Sub(meant); late > lateAfter {
			s.late++
			s.latest = max(s.latest, late)
		}
	}
}

// receive takes a reply. What came after the timeout is none.
func (s *sender) receive(m *nats.Msg) {
	now, w := time.Now(), s.wave
	if clients.Foreign(m) {
		return // the answer is still to come
	}
	i, err := strconv.Atoi(m.Subject[len(s.prefix):])
	if err != nil || i < 0 || i >= len(w.shots) || !w.shots[i].claim() {
		return
	}
	shot := &w.shots[i]
	waited := now.Sub(w.counted.start.Add(shot.at))
	s.head = appendHead(s.head[:0], shot.student.roll.class)
	came := w.counted.classify(s.head, m, problem(m, waited, w.timeout))
	if came == confirmed {
		s.last = now
		s.line.latencies.observe(waited)
	}
	w.done(shot, came, now)
}

// problem is what a request of nats.go's would have returned as its error.
func problem(m *nats.Msg, waited, timeout time.Duration) error {
	if len(m.Data) == 0 && m.Header.Get("Status") == "503" {
		return nats.ErrNoResponders
	}
	if waited > timeout {
		return nats.ErrTimeout
	}
	return nil
}
