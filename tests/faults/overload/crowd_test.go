//go:build faults && linux

package overload_test

import (
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// lines is how many connections a crowd has.
	lines = 16
	// classes are so many that none gets full.
	classes = 2000
	// frames is how many requests are written at once.
	frames = 64
	// moment is how long who was refused waits before asking again: what the
	// refusal asks for.
	moment = 100 * time.Millisecond
)

func classOf(student uint64) uint64 { return 1 + student%classes }

// crowd is students, each of whom asks once, behind some connections.
type crowd []*queue

// queue is the part of a crowd behind one connection. So many may ask at once
// as its limit says; the next does when one has an answer.
type queue struct {
	*line
	inbox string

	mu     sync.Mutex
	turn   *sync.Cond
	limit  int
	asking int    // sent and not answered, or refused a moment ago
	owed   int    // sent and not answered
	next   uint64 // student
	now    tally  // since last taken
	broken error
}

// gather connects students whose numbers begin with first, or a little more.
func gather(t *testing.T, at string, first int) crowd {
	t.Helper()
	var c crowd
	for i := range lines {
		inbox := fmt.Sprint("_INBOX.crowd", first+i)
		q := &queue{line: dial(t, at, inbox+".>"), inbox: inbox, next: uint64(first+i) * 1e9}
		q.turn = sync.NewCond(&q.mu)
		go q.listen()
		c = append(c, q)
	}
	return c
}

// ask has so many of the crowd ask at a time, for that long, and returns what
// they were told until then.
func (c crowd) ask(d time.Duration, atOnce int) (sum tally) {
	var asking sync.WaitGroup
	end := time.Now().Add(d)
	for _, q := range c {
		asking.Go(func() { q.ask(end, atOnce/len(c)) })
	}
	asking.Wait()
	return c.take()
}

// take is what the crowd was told since last taken.
func (c crowd) take() (sum tally) {
	for _, q := range c {
		q.mu.Lock()
		sum.add(&q.now)
		if sum.wrong == nil {
			sum.wrong = q.broken
		}
		q.now.reset()
		q.mu.Unlock()
	}
	return sum
}

// owed is how many have been sent and not been answered.
func (c crowd) owed() (n int) {
	for _, q := range c {
		q.mu.Lock()
		n += q.owed
		q.mu.Unlock()
	}
	return n
}

// settle waits until everyone is answered and gives what they were told.
func (c crowd) settle(t *testing.T) tally {
	t.Helper()
	natstest.Eventually(t, "everyone is answered", func() bool { return c.owed() == 0 })
	return c.take()
}

func (q *queue) ask(end time.Time, limit int) {
	q.mu.Lock()
	q.limit = limit
	q.mu.Unlock()
	var buf []byte
	for time.Now().Before(end) {
		first, n := q.admit()
		if n == 0 {
			return
		}
		now := time.Now()
		buf = buf[:0]
		for i := range n {
			buf = q.appendRequest(buf, first+i, now)
		}
		if err := q.send(buf); err != nil {
			q.fail(err)
			return
		}
	}
}

// admit waits until it is somebody's turn. There is nobody on a broken line.
func (q *queue) admit() (first, n uint64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.broken == nil && q.asking >= q.limit {
		q.turn.Wait()
	}
	if q.broken != nil {
		return 0, 0
	}
	n = uint64(min(frames, q.limit-q.asking))
	q.asking += int(n)
	q.owed += int(n)
	first = q.next
	q.next += n
	return first, n
}

func (q *queue) appendRequest(b []byte, student uint64, now time.Time) []byte {
	id := strconv.FormatUint(student, 10)
	headers := "NATS/1.0\r\n" + subjects.HeaderID + ": " + id + "\r\n\r\n"
	body := `{"class":` + strconv.FormatUint(classOf(student), 10) + `,"student":"` + id + `"}`
	b = append(b, "HPUB "+subjects.StudentPresent+" "+q.inbox+"."+id+"."...)
	b = strconv.AppendInt(b, now.UnixMicro(), 10)
	b = strconv.AppendInt(append(b, ' '), int64(len(headers)), 10)
	b = strconv.AppendInt(append(b, ' '), int64(len(headers)+len(body)), 10)
	return append(b, "\r\n"+headers+body+"\r\n"...)
}

func (q *queue) listen() {
	var buf []byte
	var heard tally
	for {
		r, err := q.receive(&buf)
		if err != nil {
			q.fail(err)
			return
		}
		if len(r.subject) > 0 {
			heard.note(r)
		}
		if q.replies.Buffered() == 0 || heard.answers() >= frames {
			q.hear(&heard)
		}
	}
}

// hear takes answers, and gives those their turn that they were waited for by.
func (q *queue) hear(t *tally) {
	n, refused := t.answers(), t.overloaded+t.unavailable+t.unheard
	q.mu.Lock()
	q.now.add(t)
	q.owed -= n
	q.mu.Unlock()
	t.reset()
	q.release(n - refused)
	if refused > 0 {
		time.AfterFunc(moment, func() { q.release(refused) })
	}
}

func (q *queue) release(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.asking -= n
	q.turn.Signal()
}

func (q *queue) fail(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.broken = err
	q.turn.Signal()
}
