package embedded_test

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/natstest"
)

// guarded is a server with one login, which may subscribe to its inbox only.
func guarded(t *testing.T) (s *embedded.Server, log *natstest.Log) {
	t.Helper()
	log = new(natstest.Log)
	return start(t, embedded.Config{
		DataDir: t.TempDir(), Host: "127.0.0.1", Logger: slog.New(slog.NewTextHandler(log, nil)),
		Access: `accounts { A { jetstream: enabled, users: [
			{ user: ana, password: x, permissions: { subscribe: "_INBOX.>" } } ] } }`,
	}), log
}

// TestStrangersDoNotHaveTheDiskTried has strangers fail to log in, which the server
// logs with an error. It is not one for which 8 MiB are to be written and synced.
func TestStrangersDoNotHaveTheDiskTried(t *testing.T) {
	s, log := guarded(t)
	s.Unwatch()
	if _, err := nats.Connect(s.ClientURL(), nats.UserInfo("ana", "wrong")); !errors.Is(err,
		nats.ErrAuthorization) {
		t.Fatalf("a wrong login: %v", err)
	}
	if log.Count("authentication error") == 0 {
		t.Error("it is not in the log")
	}
	if s.Doubts() {
		t.Error("the disk is to be tried")
	}
	if s.LogError(errors.New("something with the disk")); !s.Doubts() {
		t.Error("after an error of the server's own the disk is not to be tried")
	}
}

// TestErrorsAreNotDrowned has a client flood the log, and a disk that fails meanwhile.
func TestErrorsAreNotDrowned(t *testing.T) {
	s, log := guarded(t)
	nc := connect(t, s.ClientURL(), nats.UserInfo("ana", "x"),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	for i := range 1000 {
		if _, err := nc.SubscribeSync(fmt.Sprint("denied.", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	if n := log.Count("Subscription Violation"); n < 10 || n > 100 {
		t.Errorf("%d lines of the flood are in the log", n)
	}
	s.LogError(embedded.NoSpace[0])
	for _, want := range []string{"critical write error", "is full"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("%q is not in the log", want)
		}
	}
	e, ok := errors.AsType[*embedded.Error](s.Storage())
	if !ok || e.Code != embedded.StorageFull {
		t.Errorf("the storage is %v", s.Storage())
	}
}
