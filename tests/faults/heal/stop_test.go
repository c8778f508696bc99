//go:build faults && linux

package heal

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// TestStopsWithoutOthers stops the node that is left of three, so long after the others were
// killed: while it notices, while it looks for a leader, and when it has given that up.
func TestStopsWithoutOthers(t *testing.T) {
	n := startNodes(t)
	for _, after := range []time.Duration{0, time.Second, 3 * time.Second, 9 * time.Second} {
		left := n.one(true)
		done := n.asked(left)
		for i := range n.processes {
			if i != left {
				n.processes[i].Kill()
			}
		}
		<-time.After(after)
		n.stopsSoon(left)
		done()
		for i := range n.processes {
			n.start(i)
		}
		for i := range n.processes {
			n.well(i)
		}
	}
}

// TestStopsWhileStarting stops a node that has begun to start and is alone.
func TestStopsWhileStarting(t *testing.T) {
	n := startNodes(t)
	for i := range n.processes {
		n.stop(i)
	}
	for turn, after := range []time.Duration{
		100 * time.Millisecond, time.Second, 3 * time.Second, 9 * time.Second,
	} {
		i := turn % 3
		n.start(i)
		<-time.After(after)
		if status, text := n.page(i, "/healthz"); status == http.StatusOK {
			t.Errorf("a node that is alone is healthy: %s", text)
		}
		n.stopsSoon(i)
	}
}

// stopsSoon stops some nodes at once.
func (n *nodes) stopsSoon(which ...int) {
	n.t.Helper()
	var all sync.WaitGroup
	for _, i := range which {
		all.Go(func() {
			began := time.Now()
			if err := n.processes[i].Terminate(endWithin); err != nil {
				n.t.Errorf("node %d: %v", i+1, err)
			}
			n.t.Logf("node %d stopped in %v", i+1, time.Since(began).Round(time.Millisecond))
		})
	}
	all.Wait()
}

// asked has students answer at a node until done is called, as they do when nobody confirms.
func (n *nodes) asked(i int) (done func()) {
	ctx, cancel := context.WithCancel(n.t.Context())
	c := clients.New(n.connect(i))
	var all sync.WaitGroup
	for lane := range 8 {
		all.Go(func() {
			for class := subjects.Class(1 + lane); ctx.Err() == nil; class += 8 {
				_, _ = c.Start(ctx, class) // whatever comes of it
			}
		})
	}
	return func() {
		cancel()
		all.Wait()
	}
}
