//go:build !windows

package kill

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// promise is a request that took effect, and the reply that said so.
type promise struct {
	request *nats.Msg
	reply   []byte
}

// school is clients who send each request, under one id, until they know what
// came of it, whatever is killed meanwhile.
type school struct {
	server   atomic.Pointer[server]  // as it runs now
	open     [teachers]atomic.Uint64 // the class each teacher has open, or had last
	enough   chan struct{}
	promised atomic.Int64
	busy     sync.WaitGroup

	mu       sync.Mutex
	promises []promise
}

const (
	teachers = 3
	students = 24
)

// openSchool begins, on the server given.
func openSchool(t *testing.T, p *server) *school {
	s := &school{enough: make(chan struct{})}
	s.server.Store(p)
	for i := range teachers {
		s.busy.Go(func() { s.teach(t, i) })
	}
	for i := range students {
		s.busy.Go(func() { s.attend(t, i) })
	}
	return s
}

// teach opens and ends one class after the other, the last stays open.
func (s *school) teach(t *testing.T, i int) {
	for n := 0; ; n++ {
		class := uint64(1 + i + n*teachers)
		s.ask(t, subjects.TeacherStart, fmt.Sprintf(`{"class":%d}`, class))
		s.open[i].Store(class)
		came := s.promised.Load() + rand.Int64N(1500)
		for s.promised.Load() < came {
			s.ask(t, subjects.TeacherList, fmt.Sprintf(`{"class":%d}`, class))
			if s.isEnough() {
				return
			}
		}
		s.ask(t, subjects.TeacherEnd, fmt.Sprintf(`{"class":%d,"detail":true}`, class))
	}
}

// attend registers one student after the other, wherever it is open.
func (s *school) attend(t *testing.T, i int) {
	for n := 0; !s.isEnough(); n++ {
		class := s.open[rand.IntN(teachers)].Load()
		if class != 0 {
			s.ask(t, subjects.StudentPresent,
				fmt.Sprintf(`{"class":%d,"student":"%03d%06d"}`, class, i, n))
		}
	}
}

func (s *school) isEnough() bool {
	select {
	case <-s.enough:
		return true
	default:
		return false
	}
}

// close lets everyone finish what they began.
func (s *school) close() {
	close(s.enough)
	s.busy.Wait()
}

// ask sends a request until its outcome is known, and keeps what was promised.
func (s *school) ask(t *testing.T, subject, payload string) []byte {
	m := nats.NewMsg(subject)
	m.Data = []byte(payload)
	m.Header.Set(subjects.HeaderID, nuid.Next())
	reply := s.retry(t, m)
	var said struct {
		Class uint64
		Error *subjects.Error
	}
	if err := json.Unmarshal(reply, &said); err != nil {
		t.Errorf("%s %s: %s", subject, payload, reply)
	}
	if said.Class != 0 && subject != subjects.TeacherList {
		s.mu.Lock()
		s.promises = append(s.promises, promise{m, reply})
		s.mu.Unlock()
		s.promised.Add(1)
	}
	return reply
}

// retry tries until a coordinator has judged the request. It never gives up
// before patience is over, because then nothing could be checked.
func (s *school) retry(t *testing.T, m *nats.Msg) []byte {
	late := time.Now().Add(patience)
	pause := time.NewTicker(time.Millisecond) // while there is no server
	defer pause.Stop()
	for time.Now().Before(late) {
		if reply := s.server.Load().try(t, m); reply != nil {
			return reply
		}
		<-pause.C
	}
	t.Errorf("%s %s: nobody could say", m.Subject, m.Data)
	return []byte("{}")
}

// try sends a request once; nil when its outcome is not known. A process that
// is asked to end owes an answer to all that had reached it by then.
func (p *server) try(t *testing.T, m *nats.Msg) []byte {
	heard := make(chan *nats.Msg, 1)
	sub, owed, err := p.send(m, heard)
	if err != nil {
		return nil
	}
	defer func() { _ = sub.Unsubscribe() }() // the connection may be lost
	reply := p.await(heard)
	switch {
	case reply == nil:
		if p.isEnding() && owed {
			t.Errorf("%s %s was lost", m.Subject, m.Data)
		}
		return nil
	case len(reply.Data) == 0 || reply.Header.Get(subjects.HeaderStatus) == "503":
		return nil // nobody was there, or nobody knows
	default:
		return reply.Data
	}
}

// send sends a request whose reply will be heard, and tells whether that was
// before the process was asked to end.
func (p *server) send(m *nats.Msg, heard chan *nats.Msg) (sub *nats.Subscription, owed bool,
	err error) {
	p.sending.RLock()
	defer p.sending.RUnlock()
	inbox := p.nc.NewInbox()
	if sub, err = p.nc.ChanSubscribe(inbox, heard); err != nil {
		return nil, false, err
	}
	return sub, !p.ending,
		p.nc.PublishMsg(&nats.Msg{Subject: m.Subject, Reply: inbox, Header: m.Header, Data: m.Data})
}

// await is the reply, nil when the connection was lost before it came.
func (p *server) await(heard <-chan *nats.Msg) *nats.Msg {
	select {
	case reply := <-heard:
		return reply
	case <-time.After(patience):
	case <-p.gone.Done():
	}
	select {
	case reply := <-heard: // the last to come
		return reply
	default:
		return nil
	}
}

func (p *server) isEnding() bool {
	p.sending.RLock()
	defer p.sending.RUnlock()
	return p.ending
}
