package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
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
	if status != session.Failed || stdout != "" ||
		!strings.Contains(stderr, "503 Service Unavailable: not connected to NATS") {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

// TestHealthIsWorded: a cause that the server gives is said in the reader's language, with
// the server's own words behind; in English those are enough.
func TestHealthIsWorded(t *testing.T) {
	const own = "503 Service Unavailable: replaying the journal"
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(node.HeaderCause, "replaying")
		http.Error(w, "replaying the journal", http.StatusServiceUnavailable)
	}))
	defer page.Close()
	status, _, said := askHealth(t, page.URL)
	if status != session.Failed ||
		!strings.Contains(said, "o servidor ainda está lendo o seu registro (o servidor diz: "+own) {
		t.Errorf("status %d, %q", status, said)
	}
	if status, _, said = askHealth(t, page.URL, "--lang", "en"); status != session.Failed ||
		said != "chamada: error: "+own+"\n" {
		t.Errorf("status %d, %q", status, said)
	}
}

// TestHealthWarns: what somebody should look at although all is well is said to be that in the
// reader's language.
func TestHealthWarns(t *testing.T) {
	m := node.New(node.Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	js, err := jetstream.New(natstest.Connect(t, m.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "AUDIT",
		Subjects: []string{"chamada.student.*"}}); err != nil {
		t.Fatal(err)
	}
	address := strings.TrimPrefix(m.HTTPURL(), "http://")
	natstest.Eventually(t, "health warns of it", func() bool {
		status, said, _ := askHealth(t, address)
		return status == session.Done && strings.HasPrefix(said, "ok\naviso: o servidor atende, "+
			"mas o fluxo AUDIT recebe pedidos e os confirma") &&
			strings.Contains(said, "nats stream edit AUDIT --no-ack")
	})
	if _, said, _ := askHealth(t, address, "--lang", "en"); !strings.HasPrefix(said,
		"ok\nwarning: the stream AUDIT takes requests") {
		t.Errorf("in English it says %q", said)
	}
}

// TestHealthOfANATSServer: the servers that a coordinator runs on are asked alike.
func TestHealthOfANATSServer(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"status":"ok"}`))
	}))
	defer page.Close()
	if status, stdout, stderr := askHealth(t,
		page.Listener.Addr().String()); status != session.Done {
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
		if status != session.Failed || stdout != "" ||
			!strings.Contains(stderr, "não é a página de saúde") {
			t.Errorf("%d: status %d, %q, %q", code, status, stdout, stderr)
		}
		page.Close()
	}
}

func askHealth(t *testing.T, address string, flags ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	args := append([]string{"health", address}, flags...)
	status = run(t.Context(), args, strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}
