package embedded_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
)

func TestDataOutlivesTheServer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "when missing")
	first := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	store(t, first.ClientURL(), "presence")
	shutdown(t, first)

	again := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if got := stored(t, again.ClientURL()); got != "presence" {
		t.Errorf("after a restart the stream holds %q", got)
	}
}

func TestOneServerADirectory(t *testing.T) {
	dir := t.TempDir()
	first := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	e := refused(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if e.Code != embedded.DataInUse || e.Subject != dir || e.PID != os.Getpid() {
		t.Errorf("got %+v, want %s in use by this process", e, dir)
	}
	store(t, first.ClientURL(), "the first is unharmed")
	shutdown(t, first)
	shutdown(t, first)
	start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
}

func TestUnusableDirectory(t *testing.T) {
	parent := t.TempDir()
	file := filepath.Join(parent, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	taken := filepath.Join(parent, "taken") // not even root writes a file over a directory
	if err := os.MkdirAll(filepath.Join(taken, "chamada.lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]embedded.Code{
		file:                         embedded.DataNotDir,
		filepath.Join(file, "below"): embedded.DataNotWritable,
		taken:                        embedded.DataNotWritable,
	} {
		if e := refused(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"}); e.Code != want {
			t.Errorf("%s: code %s, want %s: %v", dir, e.Code, want, e)
		}
	}
}

func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	cfg := embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1",
		Port: l.Addr().(*net.TCPAddr).Port}
	e := refused(t, cfg)
	if e.Code != embedded.ListenInUse || e.Subject != l.Addr().String() {
		t.Errorf("got %+v, want %s in use", e, l.Addr())
	}

	cfg.Port = -1 // nothing was left that holds the directory
	start(t, cfg)
}

func TestUnknownHost(t *testing.T) {
	e := refused(t, embedded.Config{DataDir: t.TempDir(), Host: "no such host"})
	if e.Code != embedded.ListenFailed {
		t.Errorf("code %s: %v", e.Code, e)
	}
}

func TestStoreThatCannotOpen(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "jetstream"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e := refused(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if e.Code != embedded.Failed || !strings.Contains(e.Error(), "JetStream") {
		t.Errorf("got %v", e)
	}
}

func TestCancelledStart(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if _, err := embedded.Start(ctx,
		embedded.Config{DataDir: dir, Host: "127.0.0.1"}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
}

func TestEveryInterfaceIsDialledByLoopback(t *testing.T) {
	s := start(t, embedded.Config{DataDir: t.TempDir()})
	if !strings.HasPrefix(s.ClientURL(), "nats://127.0.0.1:") {
		t.Errorf("client URL %s", s.ClientURL())
	}
	connect(t, s.ClientURL())
}

func TestInProcess(t *testing.T) {
	s := start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1"})
	connect(t, "", nats.InProcessServer(s))
}
