package records_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestKeptIsThere has the coordinators of three nodes keep each record at once: whoever is told
// that it is kept, by this coordinator or by another, finds it, and its class list. A leader
// refuses the second although the first is only on its way.
func TestKeptIsThere(t *testing.T) {
	listens := natstest.FreeAddrs(t, 3)
	routes := make([]string, len(listens))
	for i, addr := range listens {
		routes[i] = "nats://" + addr
	}
	urls := make([]string, len(listens))
	for i, addr := range listens {
		s, err := embedded.Start(context.Background(), embedded.Config{DataDir: t.TempDir(),
			Host: "127.0.0.1", Name: fmt.Sprint("n", i),
			Cluster: embedded.Cluster{Name: "test", Listen: addr, Routes: routes}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Shutdown() })
		urls[i] = s.ClientURL()
	}
	stores := make([]*records.Store, len(urls))
	for i, url := range urls {
		r, _ := run(t, records.Config{Connect: dialing(url), Replicas: 3, Source: &state{},
			Logger: slog.New(slog.DiscardHandler)})
		var err error
		if stores[i], err = r.Store(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 200 {
		class := subjects.Class(3030 + n)
		k := roll(class, n, 0)
		var all sync.WaitGroup
		for _, s := range stores {
			all.Go(func() {
				mine := *k
				if err := s.Keep(t.Context(), &mine, rosterOf(class, 1)); err != nil &&
					!errors.Is(err, records.ErrConflict) {
					t.Error(err)
				}
				counts, err := s.Rolls(t.Context(), class)
				if err != nil || counts[k.Roll] == nil || !counts[k.Roll].Kept {
					t.Errorf("%v, %v", counts, err)
				}
				if _, err := s.Roster(t.Context(), class, 1); err != nil {
					t.Error(err)
				}
			})
		}
		if all.Wait(); t.Failed() {
			return
		}
	}
}
