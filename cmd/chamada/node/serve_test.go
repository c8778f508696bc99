package node_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/natstest"
)

func TestServesUntilClosed(t *testing.T) {
	cfg := config(t)
	m := start(t, cfg)
	natstest.Connect(t, m.ClientURL())
	if status, body := natstest.Get(t, m.HTTPURL()+"/healthz"); status != http.StatusOK {
		t.Errorf("healthz of a ready coordinator: %d %s", status, body)
	}
	if _, body := natstest.Get(t, m.HTTPURL()+"/metrics"); !strings.Contains(body,
		"go_goroutines") || !strings.Contains(body, "chamada_healthy 1") {
		t.Errorf("no metrics: %s", body)
	}

	page := m.HTTPURL()
	stop(t, m)
	stop(t, m)
	if resp, err := http.Get(page + "/healthz"); err == nil {
		_ = resp.Body.Close()
		t.Error("HTTP is still there after Close")
	}
	start(t, cfg) // the directory is free
}

func TestHealthIsReadOnly(t *testing.T) {
	m := start(t, config(t))
	resp, err := http.Post(m.HTTPURL()+"/healthz", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST gives %s", resp.Status)
	}
}

func TestOnExistingNATS(t *testing.T) {
	server := natstest.Start(t, t.TempDir())
	m := start(t, node.Config{Servers: server.ClientURL(), HTTP: "127.0.0.1:0"})
	if m.ClientURL() != server.ClientURL() {
		t.Errorf("client URL %s, want the server's %s", m.ClientURL(), server.ClientURL())
	}
}

func TestPublicURLHasNoSecret(t *testing.T) {
	m := node.New(node.Config{Servers: "nats://ana:secret@a:4222, nats://secret@b, c:4222"})
	got := m.PublicURL()
	if strings.Contains(got, "secret") || !strings.Contains(got, "a:4222") ||
		!strings.Contains(got, "c:4222") {
		t.Errorf("shown as %s", got)
	}
}

func TestServersThatAreNoURL(t *testing.T) {
	cfg := config(t)
	cfg.Servers = "nats://ana:secret@%%"
	if err := refused(t, cfg, "--server"); strings.Contains(err.Error(), "secret") {
		t.Errorf("the error shows the password: %v", err)
	}
}

func TestLoopbackOnlyUnlessInsecure(t *testing.T) {
	for _, listen := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0"} {
		cfg := config(t)
		cfg.Listen = listen
		exposed, ok := errors.AsType[*node.ExposedError](refused(t, cfg, "--listen"))
		if !ok || exposed.Listen != listen {
			t.Errorf("%s was not refused as exposed", listen)
		}
	}
	cfg := config(t)
	cfg.Listen, cfg.Insecure = "0.0.0.0:0", true
	start(t, cfg)
}

func TestTakenAddresses(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	taken := config(t)
	taken.Listen = l.Addr().String()
	inUse(t, refused(t, taken, "--listen"), l.Addr())
	taken.Listen, taken.HTTP = "127.0.0.1:0", l.Addr().String()
	inUse(t, refused(t, taken, "--http"), l.Addr())
}

func TestTakenDirectory(t *testing.T) {
	first := config(t)
	start(t, first)
	second := config(t)
	second.DataDir = first.DataDir
	e, ok := errors.AsType[*embedded.Error](refused(t, second, "--data"))
	if !ok || e.Code != embedded.DataInUse {
		t.Errorf("got %v", e)
	}
}

func TestCancelledWhileStarting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	cfg := config(t)
	if err := node.New(cfg).Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	start(t, cfg)
}

func config(t *testing.T) node.Config {
	return node.Config{DataDir: filepath.Join(t.TempDir(), "data"), Listen: "127.0.0.1:0",
		HTTP: "127.0.0.1:0"}
}

func start(t *testing.T, cfg node.Config) *node.Main {
	t.Helper()
	m := node.New(cfg)
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, m) })
	return m
}

func stop(t *testing.T, m *node.Main) {
	t.Helper()
	if err := m.Close(); err != nil {
		t.Error(err)
	}
}

// refused starts what must not start, because of a flag.
func refused(t *testing.T, cfg node.Config, flag string) error {
	t.Helper()
	m := node.New(cfg)
	err := m.Run(t.Context())
	if err == nil {
		stop(t, m)
	}
	e, ok := errors.AsType[*node.Error](err)
	if !ok || e.Flag != flag {
		t.Fatalf("got %v, want an error of %s", err, flag)
	}
	return err
}

func inUse(t *testing.T, err error, addr net.Addr) {
	t.Helper()
	e, ok := errors.AsType[*embedded.Error](err)
	if !ok || e.Code != embedded.ListenInUse || e.Subject != addr.String() {
		t.Errorf("got %v, want %s in use", err, addr)
	}
}
