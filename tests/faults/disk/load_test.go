//go:build faults && linux

package disk_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	classes = 16 // a roll call of its own each
	workers = 128
	// patience is longer than any answer may take.
	patience = 20 * time.Second
	// nobody stands for the code when no coordinator is there to answer.
	nobody subjects.Code = "nobody"
	// pause is how long a student waits who was told to try again.
	pause = 20 * time.Millisecond
)

// load is students who come one after the other, each under one id until the
// presence is confirmed.
type load struct {
	nc       *nats.Conn
	next     atomic.Uint64
	stopped  chan struct{}
	students sync.WaitGroup

	mu        sync.Mutex
	confirmed map[subjects.Student]subjects.Position
	last      time.Time // of the confirmations
	refused   map[subjects.Code]int
	slowest   time.Duration // of all answers
	failed    error         // what must never happen, the first
}

// newLoad opens the roll calls and lets the students come.
func newLoad(t *testing.T, url string) *load {
	t.Helper()
	l := &load{
		nc: natstest.Connect(t, url), stopped: make(chan struct{}),
		confirmed: make(map[subjects.Student]subjects.Position),
		refused:   make(map[subjects.Code]int),
	}
	for class := range subjects.Class(classes) {
		if _, err := ask[subjects.Started](l.nc, subjects.TeacherStart, "",
			subjects.StartRequest{Class: class + 1}); err != nil {
			t.Fatal(err)
		}
	}
	for range workers {
		l.students.Go(l.come)
	}
	return l
}

// stop waits for the last answers.
func (l *load) stop() {
	close(l.stopped)
	l.students.Wait()
}

func (l *load) come() {
	for n := l.next.Add(1); ; n = l.next.Add(1) {
		student := subjects.Student(fmt.Sprintf("%07d", n))
		for !l.present(student, classOf(n)) {
			select {
			case <-time.After(pause):
			case <-l.stopped:
				return
			}
		}
		select {
		case <-l.stopped:
			return
		default:
		}
	}
}

func classOf(n uint64) subjects.Class { return subjects.Class(1 + n%classes) }

// present is false when it has to be tried again.
func (l *load) present(student subjects.Student, class subjects.Class) bool {
	began := time.Now()
	reply, err := ask[subjects.Presence](l.nc, subjects.StudentPresent, string(student),
		subjects.PresenceRequest{Class: class, Student: student})
	took := time.Since(began)
	refused, ok := errors.AsType[*subjects.Error](err)

	l.mu.Lock()
	defer l.mu.Unlock()
	l.slowest = max(l.slowest, took)
	switch {
	case ok:
		l.refused[refused.Code]++
	case errors.Is(err, nats.ErrNoResponders):
		l.refused[nobody]++
	case err != nil:
		l.failed = cmp.Or(l.failed, err)
	case reply.Refused():
		l.failed = cmp.Or(l.failed, fmt.Errorf("student %s is refused: %s", student, reply.Reason))
	default:
		l.confirmed[student], l.last = reply.Position, time.Now()
		return true
	}
	return false
}

// counts tells how many were confirmed and how many told that the journal is
// not available.
func (l *load) counts() (confirmed, unavailable int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.confirmed), l.refused[subjects.Unavailable]
}

// failure is what should never have happened, nil if nothing has.
func (l *load) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}

// ask sends one request, once. A *subjects.Error is the coordinator's.
func ask[T any](nc *nats.Conn, subject, id string, request any) (reply T, err error) {
	m := nats.NewMsg(subject)
	if id != "" {
		m.Header.Set(nats.MsgIdHdr, id)
	}
	if m.Data, err = json.Marshal(request); err != nil {
		return reply, err
	}
	answer, err := nc.RequestMsg(m, patience)
	if err != nil {
		return reply, err
	}
	if answer.Header.Get(subjects.HeaderStatus) != "" {
		return reply, subjects.DecodeError(answer.Data)
	}
	return reply, json.Unmarshal(answer.Data, &reply)
}
