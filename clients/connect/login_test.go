package connect

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

func TestMissingPassword(t *testing.T) {
	home := isolate(t)
	s := natstest.Serve(t, &server.Options{Port: -1, Username: "ana", Password: "p"})
	selectContext(t, home, `{"url":"`+s.ClientURL()+`","user":"ana","inbox_prefix":"_INBOX.mine"}`)
	f, _ := parse(t)
	_, err := f.Connect(t.Context(), Silence)
	if missing, ok := errors.AsType[*MissingPasswordError](err); !ok || missing.User != "ana" {
		t.Fatalf("of a context: %v", err)
	}
	f.Password = "p" // as if it was asked for
	nc, err := f.Connect(t.Context(), Silence)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if nc.Opts.InboxPrefix != "_INBOX.mine" || Login(nc.Opts) != "ana" {
		t.Errorf("replies go to %q of %q", nc.Opts.InboxPrefix, Login(nc.Opts))
	}
	other, _ := parse(t, "--user", "bia")
	if _, err := other.Connect(t.Context(), Silence); err == nil ||
		!strings.Contains(err.Error(), "bia") {
		t.Errorf("of a flag: %v", err)
	}
}

func TestLogin(t *testing.T) {
	home := isolate(t)
	for name, c := range map[string]struct {
		context      string
		args         []string
		login, inbox string
		loggedIn     bool
	}{
		"none": {`{}`, nil, "", "", false},
		"flags": {`{}`, []string{"--user", "042", "--password", "p"}, "042", "_INBOX.042",
			true},
		"half a flag": {`{}`, []string{"--user", "042"}, "042", "_INBOX.042", true},
		"pasted": {`{}`, []string{"--user", "\ufeff porta–1\u00a0\r\n", "--password", "p"},
			"porta-1", "_INBOX.porta-1", true},
		"context":      {`{"user":"ana","password":"p"}`, nil, "ana", "_INBOX.ana", true},
		"URL":          {`{}`, []string{"-s", "nats://ana:p@127.0.0.1"}, "ana", "_INBOX.ana", true},
		"bare URL":     {`{}`, []string{"-s", "ana:p@127.0.0.1:4222"}, "ana", "_INBOX.ana", true},
		"bad URL":      {`{}`, []string{"-s", "nats://ana:%zz@127.0.0.1"}, "", "", true},
		"wildcard":     {`{}`, []string{"--user", "a.*", "--password", "p"}, "a.*", "", true},
		"token":        {`{"token":"secret"}`, nil, "", "", true},
		"other prefix": {`{"user":"ana","password":"p","inbox_prefix":"x"}`, nil, "ana", "x", true},
	} {
		selectContext(t, home, c.context)
		f, _ := parse(t, c.args...)
		to, _ := f.settings()
		if Login(to.Options) != c.login || to.InboxPrefix != c.inbox || f.LoggedIn() != c.loggedIn {
			t.Errorf("%s: %q with %q, logged in %t", name, Login(to.Options), to.InboxPrefix,
				f.LoggedIn())
		}
	}
}

// What is around a password is passed over, what is in it counts.
func TestPastedPassword(t *testing.T) {
	isolate(t)
	t.Setenv("NATS_USER", " ana\r\n")
	t.Setenv("NATS_PASSWORD", "\u00a0a –b\r\n")
	f, err := parse(t)
	if err != nil {
		t.Fatal(err)
	}
	if to, err := f.settings(); err != nil || to.User != "ana" || to.Password != "a –b" {
		t.Errorf("%q with %q, %v", to.User, to.Password, err)
	}
}

// TestNobodyConfirmsLogins has servers that ask coordinators, and none. They refuse
// after 4 s, which is no verdict on the login; one with NATS' own options pings before.
func TestNobodyConfirmsLogins(t *testing.T) {
	isolate(t)
	access := identity.ServerConfig(identity.NewSecret().Public())
	for name, url := range map[string]string{"embedded": startEmbedded(t, access),
		"of NATS": startPlain(t, access)} {
		f, _ := parse(t, "--server", url, "--user", "ana", "--password", "p")
		ctx, cancel := context.WithTimeout(t.Context(), admitFor+100*time.Millisecond)
		began := time.Now()
		_, err := f.Connect(ctx, Silence)
		cancel()
		if !errors.Is(err, ErrSilent) || errors.Is(err, nats.ErrAuthorization) ||
			pinged(err) != (name == "of NATS") {
			t.Errorf("%s: got %v", name, err)
		}
		if took := time.Since(began); took < admitFor {
			t.Errorf("%s: gave up after %v", name, took)
		}
		f.Timeout, began = 300*time.Millisecond, time.Now()
		if _, err := f.Connect(t.Context(), Silence); !errors.Is(err, ErrSilent) ||
			time.Since(began) > 2*time.Second {
			t.Errorf("%s: got %v after %v", name, err, time.Since(began))
		}
	}
}

func startEmbedded(t *testing.T, access string) string {
	t.Helper()
	s, err := embedded.Start(t.Context(),
		embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Access: access})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Shutdown() })
	return s.ClientURL()
}

func startPlain(t *testing.T, access string) string {
	t.Helper()
	o := &server.Options{}
	if err := o.ProcessConfigString(access); err != nil {
		t.Fatal(err)
	}
	o.Port, o.StoreDir = -1, t.TempDir()
	return natstest.Serve(t, o).ClientURL()
}

func TestInterrupted(t *testing.T) {
	isolate(t)
	ctx, cancel := context.WithCancel(t.Context())
	events := Silence
	events.Waiting = func(Target) { cancel() }
	f, _ := parse(t, "--server", "nats://127.0.0.1:1", "--timeout", "1h")
	if _, err := f.Connect(ctx, events); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestErrorsHaveNoSecret connects in every way that fails.
func TestErrorsHaveNoSecret(t *testing.T) {
	home := isolate(t)
	const secret = "7K2M"
	s := natstest.Serve(t, &server.Options{Port: -1, Username: "ana", Password: "p"})
	selectContext(t, home, `{"user":"ana","password":"`+secret+`"}`)
	host := strings.TrimPrefix(s.ClientURL(), "nats://")
	for _, args := range [][]string{
		{"-s", s.ClientURL()},
		{"-s", s.ClientURL(), "--user", "ana", "--password", secret},
		{"-s", "nats://ana:" + secret + "@" + host},
		{"-s", "nats://ana:" + secret + "@127.0.0.1:1"},
		{"-s", "nats://ana:" + secret + "/@" + host},
		{"-s", "nats://ana:%zz" + secret + "@" + host},
		{"-s", "ana:" + secret + " @" + host},
		{"-s", "http://ana:" + secret + "@" + host},
	} {
		f, err := parse(t, append(args, "--timeout", "300ms")...)
		if err == nil {
			_, err = f.Connect(t.Context(), Silence)
		}
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%v: %v", args, err)
		}
		if strings.Contains(args[1], "%zz") && !errors.Is(err, ErrURL) {
			t.Errorf("%v: %v", args, err)
		}
	}
}
