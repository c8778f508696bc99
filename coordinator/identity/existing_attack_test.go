package identity_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// TestForgedEventsInCells has a teacher give the subject of an event for the reply, on a
// server with the configuration that is printed. Who is in another account, here an admin
// and another teacher, hears what a coordinator has sent, and that alone.
func TestForgedEventsInCells(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	const event = "chamada.event.3030.ended"
	boards := map[string]*nats.Subscription{}
	for _, login := range []string{"clara", "davi", "root", "root" + identity.Watch} {
		nc := s.login(t, login)
		board, err := nc.SubscribeSync(subjects.AllEvents)
		if err != nil {
			t.Fatal(err)
		}
		if err := nc.Flush(); err != nil {
			t.Fatal(err)
		}
		boards[login] = board
	}
	clara := s.raw(t, "clara")
	for range 20 {
		clara.send("PUB %s %s 2\r\n{}\r\n", subjects.TeacherList, event)
	}
	// The last of hers has been answered when this one is.
	if got := ask(s.login(t, "clara"), subjects.TeacherList, nil); got != "teacher clara" {
		t.Fatal(got)
	}
	if err := s.core.Publish(event, []byte("a coordinator's")); err != nil {
		t.Fatal(err)
	}
	if m, err := boards["clara"].NextMsg(patience); err != nil ||
		string(m.Data) != "teacher clara" {
		t.Errorf("her own board does not hear what she has forged: %v, %v", m, err)
	}
	delete(boards, "clara")
	for login, board := range boards {
		if m, err := board.NextMsg(patience); err != nil || string(m.Data) != "a coordinator's" {
			t.Errorf("%s hears %v, %v", login, m, err)
		}
	}
}

// TestNamesInFormatsOfOthers has clients call themselves what would be a format in the log
// of a server that is not ours: they are refused by who answers the callout, with the right
// code as well.
func TestNamesInFormatsOfOthers(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	for _, name := range []string{"%1000000[1]s", "a\x1b[31m", strings.Repeat("x", 65)} {
		if _, err := s.enter("clara", s.codes["clara"],
			nats.Name(name)); !errors.Is(err, nats.ErrAuthorization) {
			t.Errorf("who is called %q: %v", name, err)
		}
	}
	if _, err := s.enter("clara", s.codes["clara"], nats.Name("nats")); err != nil {
		t.Error(err)
	}
}

// TestNewLoginIsKnownToCluster has logins made on one server of a cluster that is not ours,
// and used on all at once.
func TestNewLoginIsKnownToCluster(t *testing.T) {
	t.Parallel()
	s, servers := startCluster(t)
	for round := range 5 {
		login := fmt.Sprint(700 + round)
		done, err := s.users.Import(timeout(t),
			[]identity.Row{{Login: login, Role: identity.Student}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range servers {
			s.url = n.ClientURL()
			if _, err := s.enter(login, done.Created[0].Code.Reveal()); err != nil {
				t.Errorf("%s at %s: %v", login, n.Name(), err)
			}
		}
	}
}
