package coordinator_test

import (
	"context"
	"sync"
	"testing"

	"github.com/chamada/chamada/subjects"
	playing "github.com/chamada/chamada/tests/faults/load"
	"github.com/chamada/chamada/tests/natstest"
)

// TestRaiseUnderLoad has three coordinators go on while the journal is raised from the third
// version, whose writers know nothing of each other.
func TestRaiseUnderLoad(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	if err := start(t, url).stop(); err != nil {
		t.Fatal(err)
	}
	remakeInVersion(t, url, "3")
	for range 3 {
		start(t, url)
	}
	nc := natstest.Connect(t, url)
	l := playing.New(t, nc)
	ctx, stop := context.WithCancel(t.Context())
	var done sync.WaitGroup
	done.Go(func() { l.Run(ctx) })
	more := func(n uint64) {
		t.Helper()
		before := l.Classes()
		natstest.Eventually(t, "roll calls go on", func() bool { return l.Classes() > before+n })
	}
	more(20)
	if reply := ask(t, nc, subjects.JournalRaise, "", `{}`); reply.Header.Get(
		subjects.HeaderStatus) != "" {
		t.Fatalf("not raised: %s", reply.Data)
	}
	more(100)
	stop()
	done.Wait()
	l.SameAgain(nc, "raised")
}
