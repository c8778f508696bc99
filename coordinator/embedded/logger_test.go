package embedded_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
)

func TestLogGoesToSlog(t *testing.T) {
	var out syncBuffer
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	shutdown(t, start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Logger: log}))
	for _, want := range []string{"level=DEBUG", "Server is ready", "Server Exiting"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in the log:\n%s", want, out.String())
		}
	}
}

func TestQuietByDefault(t *testing.T) {
	var out syncBuffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	shutdown(t, start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Logger: log}))
	if out.String() != "" {
		t.Errorf("an uneventful life logged:\n%s", out.String())
	}
}

// syncBuffer is a log that the server's goroutines may write at once.
type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
