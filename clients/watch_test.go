package clients_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// classroom is a scripted coordinator of class 3030 whose events are
// published, or not, as the test says.
type classroom struct {
	nc *nats.Conn
	mu sync.Mutex
	// students who have arrived, the n-th at position "n-0"; nil: not open.
	students []subjects.Student
}

func openClassroom(t *testing.T, url string, students ...subjects.Student) *classroom {
	t.Helper()
	c := &classroom{nc: connect(t, url), students: students}
	c.serve(t)
	return c
}

func (c *classroom) serve(t *testing.T) {
	t.Helper()
	_, err := c.nc.Subscribe(subjects.TeacherList, func(m *nats.Msg) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.students == nil {
			fail(m, subjects.Error{Code: subjects.NotOpen})
			return
		}
		b, _ := json.Marshal(c.roll())
		_ = m.Respond(b)
	})
	if err != nil {
		t.Fatal(err)
	}
	flush(t, c.nc)
}

func (c *classroom) roll() subjects.Roll {
	r := subjects.Roll{Class: 3030, Roll: "r", Students: c.students,
		Position: subjects.Position{Record: uint64(len(c.students))}}
	for _, s := range c.students {
		r.Presences = append(r.Presences, subjects.ListedPresence{Student: s, Time: 1})
	}
	return r
}

// arrive lets students in without telling anybody.
func (c *classroom) arrive(students ...subjects.Student) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.students = append(c.students, students...)
}

// announce publishes the arrival of student, at position "<at>-0".
func (c *classroom) announce(student subjects.Student, at int) {
	_ = c.nc.Publish(subjects.EventPresent(3030), fmt.Appendf(nil,
		`{"class":3030,"roll":"r","presences":[{"student":%q,"time":"2026-11-22T18:04:05.123Z","position":"%d-0"}]}`, student, at))
}

func (c *classroom) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.nc.Publish(subjects.EventEnded(3030), fmt.Appendf(nil,
		`{"class":3030,"roll":"r","time":"2026-11-22T19:04:05.123Z","position":"9-0","count":%d}`,
		len(c.students)))
	c.students = nil
}

// watching collects the arrivals of a watch, and says when each update came.
func watching(t *testing.T, client *clients.Client) (updates chan clients.Update,
	heard func() string) {
	t.Helper()
	updates, arrived := make(chan clients.Update, 100), []string{}
	go func() {
		defer close(updates)
		for u, err := range client.Watch(context.WithoutCancel(t.Context()), 3030) {
			if err != nil {
				t.Error(err)
			}
			updates <- u
		}
	}()
	return updates, func() string {
		for u := range updates {
			for _, a := range u.Arrivals {
				arrived = append(arrived, string(a.Student))
			}
		}
		return strings.Join(arrived, " ")
	}
}

func TestWatchHasEachArrivalOnce(t *testing.T) {
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	room := openClassroom(t, url, "1", "2")
	updates, heard := watching(t, clients.New(connect(t, url)))
	if first := <-updates; first.Count != 2 {
		t.Fatalf("first update %+v", first)
	}
	room.arrive("3", "4", "5")
	room.announce("2", 2) // was listed
	room.announce("4", 4)
	room.announce("3", 3) // overtaken
	room.announce("4", 4) // twice
	room.end()
	room.announce("5", 5) // overtaken by the end
	if got := heard(); got != "4 3 5" {
		t.Errorf("heard %q", got)
	}
}

func TestWatchListsAgainAfterAGap(t *testing.T) {
	s := natstest.Serve(t, &server.Options{Port: -1})
	url, port := s.ClientURL(), s.Addr().(*net.TCPAddr).Port
	room := openClassroom(t, url, "1")
	updates, heard := watching(t, clients.New(connect(t, url)))
	<-updates
	s.Shutdown()
	s.WaitForShutdown()
	room.arrive("2") // unannounced
	natstest.Serve(t, &server.Options{Port: port})
	if u := <-updates; u.Count != 2 || u.Arrivals[0].Student != "2" {
		t.Errorf("after the gap: %+v", u)
	}
	room.end()
	heard()
}

func TestWatchOfAClosedClass(t *testing.T) {
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	openClassroom(t, url)
	for _, err := range clients.New(connect(t, url)).Watch(t.Context(), 3030) {
		if !errors.Is(err, clients.ErrNotOpen) {
			t.Errorf("got %v", err)
		}
	}
}
