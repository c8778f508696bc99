package node_test

import (
	"errors"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
)

// elsewhere is this machine by an address that is not the loopback's to whoever looks at
// it: a login that goes there could go anywhere.
func elsewhere(login, at string) string {
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(at, "nats://"))
	return "nats://" + login + "0.0.0.0:" + port
}

// TestServersGetNoLoginInTheClear attacks with a server of another machine that says it
// has no TLS, and notes what it is told.
func TestServersGetNoLoginInTheClear(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if _, err := (node.Config{Secret: secret}).NATSConfig(); err != nil { // makes it
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		login string
		cfg   node.Config
	}{
		"password": {login: "ana:s3cret@"},
		"token":    {login: "s3cret@"},
		"keys":     {cfg: node.Config{Auth: true, Secret: secret}},
	} {
		t.Run(name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			told := make(chan string)
			go func() { told <- natstest.Thief(listener) }()
			c.cfg.Servers = elsewhere(c.login, listener.Addr().String())
			err = refused(t, c.cfg, "--server")
			_ = listener.Close()
			_, clear := errors.AsType[*node.ClearLoginError](err)
			if !clear || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("it is refused with: %v", err)
			}
			if heard := <-told; heard != "" {
				t.Errorf("the server was told %q", heard)
			}
		})
	}
}

// TestServersGetALoginThatMay has the operator accept that, and on the loopback nobody
// has to.
func TestServersGetALoginThatMay(t *testing.T) {
	opts := &server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, Username: "ana", Password: "s3cret",
		JetStream: true, StoreDir: t.TempDir(), SyncAlways: true, NoSigs: true,
	}
	at := natstest.Serve(t, opts).ClientURL()
	here := strings.Replace(at, "nats://", "nats://ana:s3cret@", 1)
	stop(t, start(t, node.Config{Servers: here}))
	stop(t, start(t, node.Config{Servers: elsewhere("ana:s3cret@", at), Insecure: true}))
	err := refused(t, node.Config{Servers: elsewhere("ana:s3cret@", at)}, "--server")
	if _, ok := errors.AsType[*node.ClearLoginError](err); !ok {
		t.Errorf("it is refused with: %v", err)
	}
}
