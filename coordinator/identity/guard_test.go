package identity_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// TestFlood has a student and a kiosk send as fast as they can.
func TestFlood(t *testing.T) {
	s := startSystem(t)
	bruno := s.login(t, "205182055", nats.NoReconnect())
	closed := make(chan struct{})
	ana := s.login(t, "042191010", nats.NoReconnect(), nats.ClosedHandler(func(*nats.Conn) {
		close(closed)
	}))
	kiosk := s.login(t, "porta-1", nats.NoReconnect())
	flood := func(nc *nats.Conn) {
		for nc.Publish(subjects.StudentPresent, nil) == nil {
		}
	}
	go flood(ana)
	go flood(kiosk)
	<-closed
	if _, err := s.enter("042191010", s.codes["042191010"]); !errors.Is(err,
		nats.ErrAuthorization) {
		t.Errorf("who flooded gets in again at once: %v", err)
	}
	if got := ask(bruno, subjects.StudentPresent, nil); got != "student 205182055" {
		t.Error(got)
	}
	if kiosk.IsClosed() {
		t.Error("a kiosk, which is many people, was shut out")
	}
	if !strings.Contains(s.log.String(),
		`shut out for a while: too many messages a second" login=042191010`) {
		t.Errorf("it is not in the log:\n%s", s.log)
	}
}

// TestManyConnections of one login.
func TestManyConnections(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	closed := make(chan struct{}, 100)
	open := func(login string) error {
		nc, err := nats.Connect(s.url, nats.UserInfo(login, s.codes[login]), nats.Timeout(patience),
			nats.NoReconnect(), nats.ClosedHandler(func(*nats.Conn) { closed <- struct{}{} }))
		if err == nil {
			t.Cleanup(nc.Close)
		}
		return err
	}
	for range 12 { // a few devices
		if err := open("205182055"); err != nil {
			t.Fatal(err)
		}
	}
	for range 30 { // the devices of a building
		if err := open("porta-1"); err != nil {
			t.Fatal(err)
		}
	}
	held := 0
	eventually(t, "a login with many connections is shut out", func() bool {
		err := open("042191010")
		if err == nil {
			held++
		}
		return err != nil
	})
	for range held {
		<-closed
	}
	for _, login := range []string{"205182055", "porta-1"} {
		if err := open(login); err != nil {
			t.Error(fmt.Errorf("%s: %w", login, err))
		}
	}
}

// TestComesAndGoes has a student send 300 messages, leave, and log in again, on a server
// with the configuration that is printed, where an account is several students'.
func TestComesAndGoes(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	eventually(t, "who comes and goes is shut out", func() bool {
		nc, err := nats.Connect(s.url, nats.UserInfo("042191010", s.codes["042191010"]),
			nats.Timeout(patience), nats.NoReconnect())
		if err != nil {
			return errors.Is(err, nats.ErrAuthorization)
		}
		defer nc.Close()
		for range 300 {
			_ = nc.Publish(subjects.StudentPresent, nil)
		}
		_ = nc.Flush()
		return false
	})
	if got := ask(s.login(t, "205182055"), subjects.StudentPresent,
		nil); got != "student 205182055" {
		t.Error(got)
	}
}
