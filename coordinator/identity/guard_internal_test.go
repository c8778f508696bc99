package identity

import (
	"log/slog"
	"testing"
	"time"
)

func TestShutOutPasses(t *testing.T) {
	now := time.Unix(0, 0)
	cut := ""
	g := newGuard(func() time.Time {
		return now
	}, slog.New(slog.DiscardHandler), func(login string, _ Role) { cut = login })
	g.shutOut("clara", Teacher, "", 1)
	if cut != "clara" || g.admits("clara", Teacher) || !g.admits("davi", Teacher) {
		t.Error("clara alone is to be shut out and cut")
	}
	now = now.Add(shutFor)
	if !g.admits("clara", Teacher) {
		t.Error("clara is shut out for longer than was said")
	}
}
