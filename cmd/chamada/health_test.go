package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/cmd/chamada/serve"
)

func TestHealthOfAReadyCoordinator(t *testing.T) {
	m := serve.New(serve.Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	status, stdout, stderr := health(t, strings.TrimPrefix(m.HTTPURL(), "http://"))
	if status != session.Done || stdout != "ok\n" || stderr != "" {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

func TestHealthTellsTheReason(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not connected to NATS", http.StatusServiceUnavailable)
	}))
	defer page.Close()
	status, stdout, stderr := health(t, page.Listener.Addr().String())
	if status != session.Failed || stdout != "" || !strings.Contains(stderr, "503 Service Unavailable: not connected to NATS") {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

func health(t *testing.T, address string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), []string{"health", address}, strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}
