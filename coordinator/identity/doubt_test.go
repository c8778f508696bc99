package identity_test

import (
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

// TestInDoubt loses an admin's connection for good when a login is written and the
// answer still on its way: nobody has told that it was created, and its code is there.
func TestInDoubt(t *testing.T) {
	s := startSystem(t)
	proxy := natstest.Proxy(t, s.url)
	nc, err := nats.Connect(proxy.URL(), nats.UserInfo("root", s.codes["root"]),
		nats.CustomInboxPrefix(subjects.InboxPrefix("root")))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if _, err := s.core.Subscribe("$KV.chamada-users.7", func(*nats.Msg) {
		nc.Close()
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.core.Flush(); err != nil {
		t.Fatal(err)
	}
	admin := identity.ForAdmin(nc, func() time.Time { // when all is read, and nothing written
		proxy.Stall(faults.ToClient)
		return time.Now()
	})
	done, err := admin.Import(timeout(t), []identity.Row{{Login: "7", Role: identity.Student}}, nil)
	if !errors.Is(err, nats.ErrConnectionClosed) || len(done.Created) != 0 ||
		len(done.InDoubt) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	s.codes["7"] = done.InDoubt[0].Code.Reveal()
	s.canEnter(t, "7")
}
