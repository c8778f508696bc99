package journal

import (
	"log/slog"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// logged is what a replica logs.
type logged struct{ natstest.Log }

func (l *logged) use(c *Config) { c.Logger = slog.New(slog.NewTextHandler(l, nil)) }

func (l *logged) await(t testing.TB, text string) {
	t.Helper()
	natstest.Eventually(t, "it logs "+text, func() bool { return l.Count(text) > 0 })
}
