package bench

import (
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
)

func TestBenchWithMetrics(t *testing.T) {
	m := node.New(node.Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	report := reportOf(t, "--server", m.ClientURL(), "--metrics", m.HTTPURL())
	if pages := report.Usage.Pages; !slices.Equal(pages, []string{m.HTTPURL() + "/metrics"}) ||
		report.Ratio.Bytes <= 0 {
		t.Errorf("pages %v, ratio %+v", pages, report.Ratio)
	}
}

// TestNodesOf finds a server once, whatever it is called, and leaves out what
// cannot be reached.
func TestNodesOf(t *testing.T) {
	server := natstest.Start(t, t.TempDir())
	const nowhere = "nats://127.0.0.1:1" // as an address of a container's network
	otherwise := strings.Replace(server.ClientURL(), "127.0.0.1", "localhost", 1)
	nc, err := nats.Connect(strings.Join([]string{server.ClientURL(), otherwise, nowhere}, ","))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	var leftOut []string
	nodes, err := nodesOf(t.Context(), nc, func(server string, _ error) {
		leftOut = append(leftOut, server)
	})
	if err != nil || len(nodes) != 1 || !slices.Equal(leftOut, []string{nowhere}) {
		t.Fatalf("%d nodes, left out %v, %v", len(nodes), leftOut, err)
	}
	_ = server.Shutdown()
	if nodes, err := nodesOf(t.Context(), nc, func(string, error) {}); err == nil {
		t.Errorf("%d nodes of a server that is gone", len(nodes))
	}
}

func TestLoginOfTheOthers(t *testing.T) {
	given := []string{"nats://a:4222", "nats://ana:secret@b:4222"}
	for server, want := range map[string]string{
		"nats://c:4222":       "nats://ana:secret@c:4222",
		"nats://rui:x@c:4222": "nats://rui:x@c:4222",
	} {
		if got := withLogin(server, given); got != want {
			t.Errorf("%s: got %s", server, got)
		}
	}
	if got := withLogin("tls://c:4222", given[:1]); got != "tls://c:4222" {
		t.Errorf("without a login: %s", got)
	}
}
