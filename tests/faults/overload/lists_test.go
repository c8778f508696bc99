//go:build faults && linux

package overload_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// full is how many students are on the list that is asked for in detail, some 300 KB
	// each time.
	full = 5000
	// listeners ask for listsEach lists each and take none.
	listeners = 24
	listsEach = 30
	// held is how long a presence may wait beside that, of a hundred the longest but one.
	held = 100 * time.Millisecond
	// listed is how long it goes on, while somebody registers whenever it is due.
	listed = 5 * time.Second
	due    = 10 * time.Millisecond
)

// TestListsAreNoWeapon has clients ask for long lists over and over, and take none of
// them, while others register.
func TestListsAreNoWeapon(t *testing.T) {
	s := serve(t)
	s.ask(t, subjects.TeacherStart, `{"class":1}`)
	s.ask(t, subjects.TeacherStart, `{"class":2}`)
	s.attend(t, 1, full)
	before := s.peakMemory(t)
	const body = `{"class":1,"detail":true}`
	for round := range 3 {
		for i := range listeners {
			inbox := fmt.Sprintf("_INBOX.deaf%d_%d", round, i)
			l := dial(t, s.Client, inbox)
			if err := l.conn.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
				t.Fatal(err)
			}
			request := fmt.Appendf(nil, "PUB %s %s %d\r\n%s\r\n", subjects.TeacherList, inbox,
				len(body), body)
			go func() { _ = l.send(bytes.Repeat(request, listsEach)) }()
		}
		told := s.register(t, 2, round*int(listed/due), int(listed/due))
		t.Logf(
			"%d presences, half within %v, 99 %% within %v, all within %v; at most %d MiB, %d "+
				"before",
			len(told), quantile(told, 0.5), quantile(told, 0.99), quantile(told, 1),
			s.peakMemory(t)>>20, before>>20)
		if late := quantile(told, 0.99); late > held {
			t.Errorf("presences are held up for %v", late)
		}
	}
	s.checkMemory(t)
	s.serves(t)
}

// attend registers students 0 to n-1, as fast as it can.
func (s *server) attend(t *testing.T, class, n int) {
	t.Helper()
	replies := s.subscribe(t)
	for i := range n {
		s.present(t, replies.Subject, class, i)
	}
	for range n {
		next(t, replies)
	}
}

// register registers n students, from a number on, each when it is due, and tells how
// long each waited for the reply since.
func (s *server) register(t *testing.T, class, from, n int) (told []time.Duration) {
	t.Helper()
	replies, began := s.subscribe(t), time.Now()
	go func() {
		for i := range n {
			// the load, not a wait for something
			time.Sleep(time.Until(began.Add(time.Duration(i) * due)))
			s.present(t, replies.Subject, class, from+i)
		}
	}()
	for range n {
		var said struct {
			Student uint64Text `json:"student"`
		}
		if err := json.Unmarshal(next(t, replies), &said); err != nil {
			t.Fatal(err)
		}
		told = append(told, time.Since(began.Add(time.Duration(int(said.Student)-from)*due)))
	}
	return told
}

func (s *server) subscribe(t *testing.T) *nats.Subscription {
	t.Helper()
	replies, err := s.nc.SubscribeSync(s.nc.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	return replies
}

func (s *server) present(t *testing.T, inbox string, class, student int) {
	body := fmt.Appendf(nil, `{"class":%d,"student":"%d"}`, class, student)
	if err := s.nc.PublishRequest(subjects.StudentPresent, inbox, body); err != nil {
		t.Error(err)
	}
}

// next is the next reply, of no error.
func next(t *testing.T, replies *nats.Subscription) []byte {
	t.Helper()
	m, err := replies.NextMsg(time.Minute)
	if err != nil || m.Header.Get(subjects.HeaderStatus) != "" {
		t.Fatalf("%v %v", m, err)
	}
	return m.Data
}
