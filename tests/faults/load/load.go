// Package load has teachers and students play roll calls over a real connection, and
// holds every reply that they were given to what is answered when they ask again. It
// breaks nothing itself.
package load

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// patience is how long somebody asks. A server that was starved of its processor turns all
// away at once for a second, so it is no number of tries.
const patience = 2 * time.Minute

// confirmed is a request that took effect, and what it was answered.
type confirmed struct {
	subject, id, payload string
	reply                string
}

// Load is teachers and students of several classes, who ask until they are answered.
type Load struct {
	// Pace is how long each class goes without a request between two of them.
	Pace time.Duration

	t      testing.TB
	nc     *nats.Conn
	number atomic.Uint64 // of classes so far

	mu   sync.Mutex
	done []confirmed
}

// New is a load over a connection. It fails the test when somebody is refused, or missing
// from a list.
func New(t testing.TB, nc *nats.Conn) *Load { return &Load{t: t, nc: nc} }

// Classes is how many roll calls were begun so far.
func (l *Load) Classes() uint64 { return l.number.Load() }

// Run plays roll calls, several at a time, until ctx is done.
func (l *Load) Run(ctx context.Context) {
	var classes sync.WaitGroup
	for range 4 {
		classes.Go(func() {
			for ctx.Err() == nil {
				l.class(l.number.Add(1))
			}
		})
	}
	classes.Wait()
}

// class is one roll call from its start to its end.
func (l *Load) class(n uint64) {
	l.Ask(subjects.TeacherStart, fmt.Sprint("start-", n), fmt.Sprintf(`{"class":%d}`, n))
	for student := range 10 {
		payload := fmt.Sprintf(`{"class":%d,"student":"%06d"}`, n, student)
		l.Ask(subjects.StudentPresent, fmt.Sprint("present-", n, "-", student), payload)
	}
	end := fmt.Sprintf(`{"class":%d,"detail":true}`, n)
	reply := l.Ask(subjects.TeacherEnd, fmt.Sprint("end-", n), end)
	for student := range 10 {
		if !strings.Contains(reply, fmt.Sprintf(`"%06d"`, student)) {
			l.t.Errorf("class %d has lost %06d: %s", n, student, reply)
		}
	}
}

// Ask sends a request under its id until it is done, and keeps the reply.
func (l *Load) Ask(subject, id, payload string) string {
	reply := l.until(l.nc, subject, id, payload)
	time.Sleep(l.Pace)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.done = append(l.done, confirmed{subject, id, payload, reply})
	return reply
}

func (l *Load) until(nc *nats.Conn, subject, id, payload string) string {
	began, last := time.Now(), []byte(nil)
	for try := 1; ; try++ {
		m := nats.NewMsg(subject)
		m.Header.Set("Nats-Msg-Id", id)
		if try > 1 {
			m.Header.Set(subjects.HeaderTry, fmt.Sprint(try))
		}
		m.Data = []byte(payload)
		reply, err := nc.RequestMsg(m, 2*time.Second)
		if err == nil {
			last = reply.Data
		}
		switch {
		case err != nil:
		case reply.Header.Get(subjects.HeaderStatus) == "":
			return string(reply.Data)
		case reply.Header.Get(subjects.HeaderStatus) == "503":
			time.Sleep(10 * time.Millisecond) // as a client, who does not ask again at once
		default:
			l.t.Errorf("%s %s is answered %s", subject, payload, reply.Data)
			return ""
		}
		if time.Since(began) > patience {
			l.t.Fatalf("%s %s is never answered: %v, at last %s", subject, payload, err, last)
		}
	}
}

// SameAgain sends everything again over nc, and holds each reply to the one before, to the
// byte.
func (l *Load) SameAgain(nc *nats.Conn, when string) {
	l.t.Helper()
	l.mu.Lock()
	done := l.done
	l.mu.Unlock()
	work := make(chan confirmed)
	var asking sync.WaitGroup
	for range 16 {
		asking.Go(func() {
			for c := range work {
				if again := l.until(nc, c.subject, c.id, c.payload); again != c.reply {
					l.t.Errorf("%s %s is answered\n%s\nand was\n%s", when, c.id, again, c.reply)
				}
			}
		})
	}
	for _, c := range done {
		work <- c
	}
	close(work)
	asking.Wait()
	l.t.Logf("%s: %d requests have the replies that they had", when, len(done))
}
