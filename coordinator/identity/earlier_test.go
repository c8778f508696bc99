package identity_test

import (
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

// TestEarlierServersAreTold has logins share accounts because of a server that is of an
// earlier version, or whose configuration is: whoever looks at a coordinator's health or at
// its log hears of it, and of a server of this version hears nothing.
func TestEarlierServersAreTold(t *testing.T) {
	t.Parallel()
	secret := identity.NewSecret()
	node := func(tags ...string) func(*testing.T, *system) {
		return func(t *testing.T, s *system) {
			server, err := embedded.Start(t.Context(), embedded.Config{
				DataDir: t.TempDir(), Host: "127.0.0.1", Tags: tags,
				Access: identity.OwnServerConfig(secret.Public()),
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = server.Shutdown() })
			s.own, s.url = server, server.ClientURL()
		}
	}
	existing := func(config string) func(*testing.T, *system) {
		return func(t *testing.T, s *system) { s.url = startConfigured(t, config).ClientURL() }
	}
	for name, c := range map[string]struct {
		start func(*testing.T, *system)
		told  string
	}{
		"a node":          {node(identity.OwnAccounts), ""},
		"an earlier node": {node(), "a node is of an earlier version"},
		"a configuration": {existing(identity.ServerConfig(secret.Public())), ""},
		"an earlier one":  {existing(identity.OwnServerConfig(secret.Public())), "print it again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &system{secret: secret, codes: map[string]string{}, log: new(natstest.Log)}
			c.start(t, s)
			s.core = s.connect(t, secret.Coordinator())
			s.serve(t, s.url)
			told := strings.Join(s.service.Warnings(), "\n")
			if !strings.Contains(told, c.told) || (told == "") != (c.told == "") {
				t.Errorf("it is told %q", told)
			}
			if c.told != "" && !strings.Contains(s.log.String(), c.told) {
				t.Errorf("it is not in the log:\n%s", s.log)
			}
		})
	}
}
