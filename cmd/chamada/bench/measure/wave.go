package measure

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
)

// wave is students who send at times that were set before, however long the
// others wait.
type wave struct {
	plan
	target  *target
	timeout time.Duration

	shots   []shot // in the order of their times
	senders []*sender
	counted *tally        // from the start on
	left    atomic.Int64  // shots without an outcome
	over    chan struct{} // closed when there are none left
}

func newWave(t *target, p plan, timeout time.Duration) *wave {
	return &wave{plan: p, target: t, timeout: timeout, counted: new(tally),
		over: make(chan struct{})}
}

// shot is a student and when it means to send.
type shot struct {
	student student
	at      time.Duration // after the start
	state   atomic.Int32  // aimed, fired or settled
}

const (
	aimed int32 = iota
	fired
	settled
)

// fire is false when the shot was given up.
func (s *shot) fire() bool { return s.state.CompareAndSwap(aimed, fired) }

// claim is true for one caller, who is to settle the shot.
func (s *shot) claim() bool { return s.state.Swap(settled) != settled }

// aim draws the times: uniformly, from a seed, so that the echo and chamada
// have the same.
func (w *wave) aim(rolls []*roll, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0))
	students := all(rolls)
	random.Shuffle(len(students), func(i, j int) {
		students[i], students[j] = students[j], students[i]
	})
	times := make([]time.Duration, len(students))
	for i := range times {
		times[i] = time.Duration(random.Int64N(int64(w.within)))
	}
	slices.Sort(times)
	w.shots = make([]shot, len(students))
	for i := range w.shots {
		w.shots[i].student, w.shots[i].at = students[i], times[i]
	}
	w.left.Store(int64(len(students)))
}

// all are the students of rolls, which must not have handed out any.
func all(rolls []*roll) (students []student) {
	for _, r := range rolls {
		for !r.exhausted() {
			students = append(students, r.next())
		}
	}
	return students
}

// run returns when every student has an outcome; to have no reply by the
// timeout is one. The error is ctx's, or that of a connection.
func (w *wave) run(ctx context.Context, lines []*line, now Progress, tell func(Progress)) error {
	defer w.close()
	if err := w.listen(lines); err != nil {
		return err
	}
	start := time.Now()
	w.counted = newTally(start, start.Add(w.within+w.timeout))
	defer w.counted.report(now, tell)()
	until, cancel := context.WithDeadline(ctx, w.counted.end)
	defer cancel()
	var sending sync.WaitGroup
	for _, s := range w.senders {
		sending.Go(func() { s.send(until) })
	}
	select {
	case <-w.over:
	case <-until.Done():
	}
	cancel()
	w.giveUp()
	sending.Wait()
	<-w.over
	return ctx.Err()
}

// listen gives each connection its part, the next student to the next one.
func (w *wave) listen(lines []*line) error {
	for i, l := range lines {
		s := &sender{wave: w, line: l, first: i, step: len(lines), request: newRequest(w.target)}
		if err := s.listen(); err != nil {
			return err
		}
		w.senders = append(w.senders, s)
	}
	return nil
}

func (w *wave) close() {
	for _, s := range w.senders {
		s.close()
	}
}

// giveUp settles whoever still waits.
func (w *wave) giveUp() {
	for i := range w.shots {
		if s := &w.shots[i]; s.claim() {
			w.done(s, w.counted.note(nats.ErrTimeout), time.Now())
		}
	}
}

func (w *wave) done(s *shot, came outcome, at time.Time) {
	s.student.done(came == confirmed)
	w.counted.count(came, at)
	if w.left.Add(-1) == 0 {
		close(w.over)
	}
}
