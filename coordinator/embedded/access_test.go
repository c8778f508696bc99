package embedded_test

import (
	"errors"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

// TestLoginThatWaits for an answer, here in vain, is told the outcome and not that
// the server does not speak NATS.
func TestLoginThatWaits(t *testing.T) {
	t.Parallel()
	s := start(t,
		embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1",
			Access: identity.ServerConfig(identity.NewSecret().Public())})
	nc, err := nats.Connect(s.ClientURL(), nats.UserInfo("clara", "code"),
		nats.Timeout(natstest.Patience))
	if err == nil {
		nc.Close()
	}
	if !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("got %v", err)
	}
}

func TestBadAccess(t *testing.T) {
	if e := refused(t,
		embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1",
			Access: "accounts {"}); e.Code != embedded.Failed {
		t.Errorf("code %s", e.Code)
	}
}
