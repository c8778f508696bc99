package session

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/tests/natstest"
)

// TestDeskIsClosed has somebody sit and say nothing while the login is removed:
// they are told, and sit there no longer.
func TestDeskIsClosed(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	gone := natstest.Serve(t, &server.Options{Port: -1, Username: "clara", Password: "old"})
	input, w := io.Pipe()
	defer w.Close()
	log := new(natstest.Log)
	s := New(texts.English, terminal.New(input, io.Discard, log))
	s.Use(&cobra.Command{}) // the defaults of the flags
	s.Flags.Server, s.Flags.User, s.Flags.Password = gone.ClientURL(), "clara", "old"

	d, err := s.Sit(t.Context(), "%s")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if d.Login != "clara" {
		t.Errorf("%q sits here", d.Login)
	}
	reading, ended := make(chan bool), make(chan error)
	go func() {
		ended <- d.Serve(context.WithoutCancel(t.Context()), func(ctx context.Context) error {
			reading <- true
			_, err := d.Terminal.ReadLine(ctx, "")
			return err
		})
	}()
	<-reading
	port := gone.Addr().(*net.TCPAddr).Port
	gone.Shutdown()
	gone.WaitForShutdown()
	natstest.Serve(t, &server.Options{Port: port, Username: "clara", Password: "new"})
	if err = <-ended; !errors.Is(err, clients.ErrLoggedOut) || s.Exit(err) != Failed {
		t.Errorf("ended with %v", err)
	}
	if n := log.Count("error: connection: this login is good no more"); n != 1 {
		t.Errorf("told %d times:\n%s", n, log)
	}
}

// TestSettleOfAClosedConnection leaves it to Serve to say so, once.
func TestSettleOfAClosedConnection(t *testing.T) {
	nc := natstest.Connect(t, natstest.Serve(t, &server.Options{Port: -1}).ClientURL())
	log := new(natstest.Log)
	d := &Desk{Session: New(texts.Portuguese, terminal.New(strings.NewReader(""), io.Discard, log)),
		Client: clients.New(nc), nc: nc}
	if err := d.Conclude(t.Context(), clients.ErrNotOpen); err != nil {
		t.Errorf("connected: %v", err)
	}
	nc.Close()
	told := log.String()
	if err := d.Conclude(t.Context(), clients.ErrUnavailable); err == nil || log.String() != told {
		t.Errorf("%v, and:\n%s", err, log)
	}
}
