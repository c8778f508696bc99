package embedded_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/natstest"
)

func TestLogGoesToSlog(t *testing.T) {
	var out natstest.Log
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	shutdown(t, start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Logger: log}))
	for _, want := range []string{"level=DEBUG", "Server is ready", "Server Exiting"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in the log:\n%s", want, out.String())
		}
	}
}

func TestQuietByDefault(t *testing.T) {
	var out natstest.Log
	log := slog.New(slog.NewTextHandler(&out, nil))
	shutdown(t, start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Logger: log}))
	if out.String() != "" {
		t.Errorf("an uneventful life logged:\n%s", out.String())
	}
}

// Nodes do not start all at once: to wait for the others is no error, and is
// said once of each.
func TestWaitingForOtherNodesIsNoError(t *testing.T) {
	listens := natstest.FreeAddrs(t, 3)
	var out natstest.Log
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	start(t, embedded.Config{
		DataDir: t.TempDir(), Host: "127.0.0.1", Name: "node", Logger: log,
		Cluster: embedded.Cluster{Name: "test", Listen: listens[0],
			Routes: []string{"nats://" + listens[1], "nats://" + listens[2]}},
	})
	eventually(t, func() error {
		if !strings.Contains(out.String(), "(attempt 3)") {
			return errors.New("it has not tried three times")
		}
		return nil
	})
	said := make(map[string]int)
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "level=ERROR") {
			t.Errorf("logged as an error: %s", line)
		}
		for _, node := range listens[1:] {
			if strings.Contains(line, "level=WARN") && strings.Contains(line, node) {
				said[node]++
			}
		}
	}
	if said[listens[1]] != 1 || said[listens[2]] != 1 {
		t.Errorf("that it waits for each is said so often: %v", said)
	}
}
