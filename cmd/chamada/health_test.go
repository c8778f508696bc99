package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/node"
)

func TestHealthOfAReadyCoordinator(t *testing.T) {
	m := node.New(node.Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	status, stdout, stderr := askHealth(t, strings.TrimPrefix(m.HTTPURL(), "http://"))
	if status != session.Done || stdout != "ok\n" || stderr != "" {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

func TestHealthTellsTheReason(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not connected to NATS", http.StatusServiceUnavailable)
	}))
	defer page.Close()
	status, stdout, stderr := askHealth(t, page.Listener.Addr().String())
	if status != session.Failed || stdout != "" || !strings.Contains(stderr, "503 Service Unavailable: not connected to NATS") {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

// TestHealthOfANATSServer: the servers that a coordinator runs on are asked alike.
func TestHealthOfANATSServer(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"status":"ok"}`))
	}))
	defer page.Close()
	if status, stdout, stderr := askHealth(t, page.Listener.Addr().String()); status != session.Done {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

// TestHealthOfAnother: what answers and is no server of ours is not taken for one,
// healthy or not.
func TestHealthOfAnother(t *testing.T) {
	for _, code := range []int{http.StatusOK, http.StatusNotFound, http.StatusBadGateway} {
		page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = w.Write([]byte("<html>"))
		}))
		status, stdout, stderr := askHealth(t, page.URL)
		if status != session.Failed || stdout != "" || !strings.Contains(stderr, "não é a página de saúde") {
			t.Errorf("%d: status %d, %q, %q", code, status, stdout, stderr)
		}
		page.Close()
	}
}

func askHealth(t *testing.T, address string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), []string{"health", address}, strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}
