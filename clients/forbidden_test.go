package clients_test

import (
	"errors"
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// atOnce is much less than any pause between two tries.
const atOnce = 500 * time.Millisecond

// limited is a server with a login that may publish and subscribe to so much; with
// nothing, to all. Another, "all", is there for a coordinator.
func limited(t *testing.T, publish, subscribe []string) (url string, client *clients.Client) {
	t.Helper()
	may := &server.Permissions{}
	if publish != nil {
		may.Publish = &server.SubjectPermission{Allow: publish}
	}
	if subscribe != nil {
		may.Subscribe = &server.SubjectPermission{Allow: subscribe}
	}
	url = natstest.Serve(t, &server.Options{Port: -1, Users: []*server.User{
		{Username: "s", Password: "p", Permissions: may}, {Username: "all", Password: "p"},
	}}).ClientURL()
	return url,
		clients.New(connect(t, url, nats.UserInfo("s", "p"), nats.CustomInboxPrefix("_INBOX.s")))
}

// denied checks that the server, and nobody else, has forbidden a subject, soon.
func denied(t *testing.T, began time.Time, err error, subject string) {
	t.Helper()
	f, ok := errors.AsType[*clients.ForbiddenError](err)
	if !ok || !f.Denied || f.Subject != subject || !errors.Is(err, clients.ErrForbidden) {
		t.Errorf("got %v, want that %s is denied", err, subject)
	}
	if e, ok := errors.AsType[*subjects.Error](err); !ok || e.Code != subjects.Forbidden {
		t.Errorf("%v has no code", err)
	}
	if took := time.Since(began); took > atOnce {
		t.Errorf("told after %v", took)
	}
}

func TestServerForbidsAtOnce(t *testing.T) {
	_, client := limited(t, []string{subjects.StudentPresent}, nil)
	for range 2 {
		var raw clients.Reply
		began := time.Now()
		_, err := client.End(t.Context(), 3030, false, clients.Raw(&raw))
		denied(t, began, err, subjects.TeacherEnd)
		if raw.Tries != 1 {
			t.Errorf("tried %d times", raw.Tries)
		}
		if subjects.DecodeError(raw.Data).Code != subjects.Forbidden {
			t.Errorf("raw reply %s", raw.Data)
		}
	}
}

// What is denied ends nothing else that is under way.
func TestDenialIsOfOneSubject(t *testing.T) {
	url, client := limited(t, []string{subjects.StudentPresent}, nil)
	asked, answer := make(chan bool), make(chan bool)
	_, err := connect(t, url, nats.UserInfo("all", "p")).Subscribe(subjects.StudentPresent,
		func(m *nats.Msg) {
			asked <- true
			<-answer
			reply(m, registered)
		})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := client.Present(t.Context(), 3030, "042")
		done <- err
	}()
	<-asked
	if _, err := client.Start(t.Context(), 3030); !errors.Is(err, clients.ErrForbidden) {
		t.Errorf("got %v", err)
	}
	close(answer)
	go func() {
		for range asked { // later tries
		}
	}()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestServerForbidsReplies(t *testing.T) {
	_, client := limited(t, nil, []string{"_INBOX.other.>"})
	for range 2 { // the second is told as well
		began := time.Now()
		_, err := client.End(t.Context(), 3030, false)
		f, ok := errors.AsType[*clients.ForbiddenError](err)
		if !ok {
			t.Fatalf("got %v", err)
		}
		denied(t, began, err, f.Subject)
	}
}

func TestServerForbidsEvents(t *testing.T) {
	url, client := limited(t, nil, []string{"_INBOX.s.>"})
	room := &classroom{nc: connect(t, url, nats.UserInfo("all", "p")),
		students: []subjects.Student{"1"}}
	room.serve(t)
	began := time.Now()
	for _, err := range client.Watch(t.Context(), 3030) {
		if err != nil {
			denied(t, began, err, subjects.ClassEvents(3030))
			return
		}
	}
	t.Error("the watch ended without an error")
}

func TestCoordinatorForbids(t *testing.T) {
	client, peer := setup(t, subjects.TeacherEnd, func(m *nats.Msg, _ int) {
		fail(m, subjects.Error{Code: subjects.Forbidden})
	})
	_, err := client.End(t.Context(), 3030, false)
	f, ok := errors.AsType[*clients.ForbiddenError](err)
	if !ok || f.Denied || f.Subject != subjects.TeacherEnd || len(peer.asked()) != 1 {
		t.Errorf("got %+v after %d requests", err, len(peer.asked()))
	}
}

// TestLoggedOut has a server that comes back without the login.
func TestLoggedOut(t *testing.T) {
	s := natstest.Serve(t, &server.Options{Port: -1, Username: "s", Password: "p"})
	url, port := s.ClientURL(), s.Addr().(*net.TCPAddr).Port
	room := &classroom{nc: connect(t, url, nats.UserInfo("s", "p")),
		students: []subjects.Student{"1"}}
	room.serve(t)
	client := clients.New(connect(t, url, nats.UserInfo("s", "p")), clients.Timeout(time.Hour))
	listed, watch, present := make(chan bool), make(chan error, 1), make(chan error, 1)
	go func() {
		for u, err := range client.Watch(t.Context(), 3030) {
			if u.Count == 1 {
				close(listed)
			}
			watch <- err
		}
	}()
	go func() {
		_, err := client.Present(t.Context(), 3030, "042") // nobody answers
		present <- err
	}()
	<-listed
	if err := client.Err(); err != nil {
		t.Errorf("connected, and closed by %v", err)
	}
	s.Shutdown()
	s.WaitForShutdown()
	natstest.Serve(t, &server.Options{Port: port, Username: "s", Password: "renewed"})
	for what, ended := range map[string]chan error{"watch": watch, "present": present} {
		err := <-ended
		if what == "watch" && err == nil {
			err = <-ended // that of the list was before
		}
		if !errors.Is(err, clients.ErrLoggedOut) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := client.Start(t.Context(), 3030); !errors.Is(err, clients.ErrLoggedOut) {
		t.Errorf("afterwards: %v", err)
	}
}
