package identity

import (
	"context"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/natstest"
)

// Of a login that was removed nothing is left, in the end.
func TestMarksOfRemovalGo(t *testing.T) {
	t.Parallel()
	s := natstest.Serve(t, &server.Options{Port: -1, JetStream: true, StoreDir: t.TempDir()})
	nc, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	t.Cleanup(cancel)
	users, err := Open(ctx, nc, 1, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := users.create(ctx, Row{Login: "042191010", Role: Student}, newCode(), 0)
	if err != nil {
		t.Fatal(err)
	}
	at, err := users.store.last(ctx, issued.Login)
	if err != nil {
		t.Fatal(err)
	}
	if err := users.store.remove(ctx, issued.Login, at.seq, time.Second); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "the mark goes", func() bool {
		at, err := users.store.last(ctx, issued.Login)
		return err == nil && at.removed && at.seq == 0
	})
	if _, err := users.create(ctx, Row{Login: "042191010", Role: Student}, newCode(),
		0); err != nil {
		t.Errorf("the login cannot be made again: %v", err)
	}
}
