package connect

import (
	"context"
	"errors"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/tests/natstest"
)

// parse reads flags and, for the others, variables. Contexts are looked for
// in an empty home.
func parse(t *testing.T, args ...string) (*Flags, error) {
	t.Helper()
	f, set := &Flags{}, pflag.NewFlagSet("", pflag.ContinueOnError)
	f.Define(set, Usages{})
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	return f, f.FromEnvironment(set)
}

func isolate(t *testing.T) (home string) {
	t.Helper()
	home = t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	for _, variable := range variables {
		t.Setenv(variable, "")
	}
	return home
}

// selectContext writes a nats context and selects it.
func selectContext(t *testing.T, home, body string) {
	t.Helper()
	dir := filepath.Join(home, "nats", "context")
	if err := errors.Join(os.MkdirAll(dir, 0o700),
		os.WriteFile(filepath.Join(dir, "school.json"), []byte(body), 0o600),
		os.WriteFile(filepath.Join(home, "nats", "context.txt"), []byte("school"),
			0o600)); err != nil {
		t.Fatal(err)
	}
}

func TestFlagGoesBeforeVariable(t *testing.T) {
	isolate(t)
	t.Setenv("NATS_URL", "nats://variable")
	t.Setenv("NATS_USER", "someone")
	t.Setenv("NATS_TIMEOUT", "3s")
	f, err := parse(t, "-s", "nats://flag")
	if err != nil || f.Server != "nats://flag" || f.User != "someone" ||
		f.Timeout != 3*time.Second {
		t.Errorf("got %+v, %v", f, err)
	}
	t.Setenv("NATS_TIMEOUT", "soon")
	var wrong *VariableError
	if _, err := parse(t); !errors.As(err, &wrong) || wrong.Name != "NATS_TIMEOUT" {
		t.Errorf("got %v", err)
	}
}

func TestSelectedContextIsUsed(t *testing.T) {
	home := isolate(t)
	s := natstest.Serve(t, &server.Options{Port: -1, Username: "u", Password: "p"})
	selectContext(t, home, `{"url":"`+s.ClientURL()+`","user":"u","password":"p"}`)
	f, _ := parse(t)
	nc, err := f.Connect(t.Context(), Silence)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if nc.Opts.InboxPrefix != "_INBOX.u" {
		t.Errorf("replies go to %q", nc.Opts.InboxPrefix)
	}
}

// Where there is no home there is no context, and that is no error.
func TestHome(t *testing.T) {
	nobody := func() (*user.User, error) { return nil, user.UnknownUserIdError(65532) }
	homeless := func() (*user.User, error) { return &user.User{}, nil }
	at := func() (*user.User, error) { return &user.User{HomeDir: "/home/ana"}, nil }
	t.Setenv("XDG_CONFIG_HOME", "")
	for name, current := range map[string]func() (*user.User, error){
		"nobody": nobody, "homeless": homeless,
	} {
		if dir, ok := contextDir(current); ok {
			t.Errorf("%s has contexts in %s", name, dir)
		}
	}
	if dir, ok := contextDir(at); !ok || dir != filepath.Join("/home/ana", ".config", "nats") {
		t.Errorf("contexts in %q", dir)
	}
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	if _, ok := contextDir(nobody); !ok {
		t.Error("XDG_CONFIG_HOME is a home for anybody")
	}
}

func TestFlagsGoBeforeTheContext(t *testing.T) {
	home := isolate(t)
	s := natstest.Serve(t, &server.Options{Port: -1, Username: "u", Password: "p"})
	selectContext(t, home, `{"url":"nats://127.0.0.1:1","user":"other","password":"x"}`)
	f, _ := parse(t, "--server", s.ClientURL(), "--user", "u", "--password", "p")
	nc, err := f.Connect(t.Context(), Silence)
	if err != nil {
		t.Fatal(err)
	}
	nc.Close()
}

func TestWrongLoginIsAnErrorAtOnce(t *testing.T) {
	isolate(t)
	s := natstest.Serve(t, &server.Options{Port: -1, Username: "u", Password: "p"})
	f, _ := parse(t, "--server", s.ClientURL(), "--user", "u", "--password", "wrong", "--timeout",
		"1h")
	if _, err := f.Connect(t.Context(), Silence); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("got %v", err)
	}
}

func TestWaitsForAServer(t *testing.T) {
	isolate(t)
	address := natstest.FreeAddrs(t, 1)[0]
	f, _ := parse(t, "--server", "nats://"+address)
	events, waiting, done := Silence, make(chan bool), make(chan error)
	events.Waiting = func(Target) { close(waiting) }
	go func() {
		nc, err := f.Connect(context.Background(), events)
		if err == nil {
			nc.Close()
		}
		done <- err
	}()
	<-waiting
	natstest.Serve(t, &server.Options{Port: portOf(t, address)})
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestGivesUpWhenTheTimeIsOver(t *testing.T) {
	isolate(t)
	f, _ := parse(t, "--server", "nats://127.0.0.1:1", "--timeout", "300ms")
	if _, err := f.Connect(context.Background(), Silence); !errors.Is(err, nats.ErrNoServers) {
		t.Errorf("got %v", err)
	}
}

func portOf(t *testing.T, address string) int {
	t.Helper()
	a, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return a.Port
}
