package journal

import (
	"bytes"
	"log/slog"
	"sync"
	"testing"
)

// logged is what a replica logs.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) use(c *Config) { c.Logger = slog.New(slog.NewTextHandler(l, nil)) }

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

// count is how often text was logged.
func (l *logged) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Count(l.text.Bytes(), []byte(text))
}

func (l *logged) await(t testing.TB, text string) {
	t.Helper()
	eventually(t, "it logs "+text, func() bool { return l.count(text) > 0 })
}
