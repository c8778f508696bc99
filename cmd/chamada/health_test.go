package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/cmd/chamada/serve"
	"github.com/chamada/chamada/coordinator/embedded"
)

func TestHealthOfACoordinator(t *testing.T) {
	nats, err := embedded.Start(t.Context(), embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = nats.Shutdown() })
	m := serve.New(serve.Config{Servers: nats.ClientURL(), HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	address := strings.TrimPrefix(m.HTTPURL(), "http://")

	if status, stdout, stderr := health(t, address); status != session.Done || stdout != "ok\n" {
		t.Errorf("ready: status %d, %q, %q", status, stdout, stderr)
	}
	if err := nats.Shutdown(); err != nil {
		t.Fatal(err)
	}
	const reason = "503 Service Unavailable: not connected to NATS"
	deadline := time.Now().Add(20 * time.Second)
	status, stdout, stderr := health(t, address)
	for !strings.Contains(stderr, reason) && time.Now().Before(deadline) {
		status, stdout, stderr = health(t, address)
	}
	if status != session.Failed || stdout != "" || !strings.Contains(stderr, reason) {
		t.Errorf("without NATS: status %d, %q, %q", status, stdout, stderr)
	}
}

func health(t *testing.T, address string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(context.WithoutCancel(t.Context()), []string{"health", address}, strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}
