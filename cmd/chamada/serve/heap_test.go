package serve

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

func TestHeapFloor(t *testing.T) {
	t.Cleanup(func() { heapFloor = nil })
	for _, c := range []struct {
		gogc, limit string
		floor       bool
	}{{"", "", true}, {"100", "", false}, {"", "1GiB", false}} {
		t.Setenv("GOGC", c.gogc)
		t.Setenv("GOMEMLIMIT", c.limit)
		if got := nextCollection(t); (got >= 256<<20) != c.floor {
			t.Errorf("GOGC %q, GOMEMLIMIT %q: the next collection is due at %d MiB", c.gogc,
				c.limit, got>>20)
		}
	}
}

// nextCollection is the size of the heap, in bytes, at which a process that serves
// would collect next. This one has seen how it starts.
func nextCollection(t *testing.T) uint64 {
	t.Helper()
	heapFloor = nil
	stopped, stop := context.WithCancel(t.Context())
	stop()
	var out, err strings.Builder
	args := []string{"--data", t.TempDir(), "--listen", "127.0.0.1:0"}
	s := session.New(texts.Portuguese, terminal.New(strings.NewReader(""), &out, &err))
	cmd := Command(s)
	cmd.SetArgs(args)
	if err := cmd.ExecuteContext(stopped); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	return heap.NextGC
}
