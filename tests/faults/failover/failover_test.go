//go:build faults && linux

// Package failover measures how long nobody is answered when the leader of the journal of
// three nodes dies, or stands still.
package failover

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	class = 3030
	// timers is what the NATS server's own elections take at the least.
	timers = 4 * time.Second
	// A node that stands still is noticed after 1 to 2 s, and keeps some requests. Where it is
	// one of those that a client moves to, that costs another 2 s.
	stillness = 5 * time.Second
	abreast   = 8 // students who answer at once, over and over
)

var (
	program string
	rounds  = flag.Int("failover.rounds", 3, "how often a leader is killed, and stopped")
	busy    = flag.Duration("failover.busy", 20*time.Second, "how long the processors are wanted")
)

func TestMain(m *testing.M) { os.Exit(faults.Main(m, &program)) }

// TestBackSoon kills leaders, and has leaders stand still, while students answer. When one is
// killed nobody waits as long as the NATS server's own timers alone would take.
func TestBackSoon(t *testing.T) {
	n := start(t)
	t.Run("killed", func(t *testing.T) { n.repeat(t, n.kill, timers) })
	t.Run("stopped", func(t *testing.T) { n.repeat(t, n.stop, stillness) })
}

// repeat does some harm to one leader after the other.
func (n *nodes) repeat(t *testing.T, harm func(node int), limit time.Duration) {
	t.Helper()
	var waits []time.Duration
	for range *rounds {
		leader := n.leader(t)
		waits = append(waits, n.longest(t, leader, func() { harm(leader) }))
		n.mend(t, leader)
	}
	slices.Sort(waits)
	worst := waits[len(waits)-1]
	t.Logf("the longest wait: min %v, median %v, max %v; all %v", waits[0], waits[len(waits)/2],
		worst, waits)
	if worst >= limit {
		t.Errorf("a student waited %v", worst)
	}
}

// TestNobodyAsksInVain has everybody want the processors. No leader is lost by that.
func TestNobodyAsksInVain(t *testing.T) {
	n := start(t)
	before := n.asked()
	ctx, cancel := context.WithTimeout(t.Context(), *busy)
	defer cancel()
	var spinning sync.WaitGroup
	for range 2 * runtime.GOMAXPROCS(0) {
		spinning.Go(func() {
			for ctx.Err() == nil {
			}
		})
	}
	c := n.client(t)
	for k := 0; ctx.Err() == nil; k++ {
		student := subjects.Student(fmt.Sprint(k % 1000))
		if _, err := c.Present(t.Context(), class, student); err != nil {
			t.Error(err)
		}
	}
	spinning.Wait()
	if asked := n.asked(); asked != before {
		t.Errorf("%d elections were asked for", asked-before)
	}
}

// asked is how many elections the nodes have asked for, by their logs.
func (n *nodes) asked() (times int) {
	for _, p := range n.processes {
		times += p.Said.Count("an election is asked for")
	}
	return times
}

// nodes are three of a cluster.
type nodes struct {
	t         *testing.T // they run until it ends
	args      [3][]string
	processes [3]*process.Process
	urls      [3]string
}

func start(t *testing.T) *nodes {
	t.Helper()
	n, dir, routes := &nodes{t: t}, t.TempDir(), natstest.FreeAddrs(t, 6)
	for i := range n.args {
		name := fmt.Sprint("n", i+1)
		n.urls[i] = "nats://" + routes[3+i]
		n.args[i] = []string{"serve", "--name", name, "--data", filepath.Join(dir, name),
			"--listen", routes[3+i], "--cluster-listen", routes[i], "--replicas", "3",
			"--routes", "nats://" + strings.Join(routes[:3], ",nats://"), "--insecure"}
		n.processes[i] = process.Start(t, program, n.args[i]...)
	}
	for _, p := range n.processes {
		if _, err := p.AwaitServing(); err != nil {
			t.Fatal(err)
		}
	}
	c := n.client(t)
	if _, err := c.Start(t.Context(), class); err != nil {
		t.Fatal(err)
	}
	return n
}

// client goes to any of the nodes, as the program's commands do.
func (n *nodes) client(t *testing.T) *clients.Client {
	t.Helper()
	flags := connect.Flags{Server: strings.Join(n.urls[:], ","), Timeout: clients.DefaultTimeout}
	nc, err := flags.Connect(t.Context(), connect.Silence)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return clients.New(nc)
}

// leader is the node that leads the journal.
func (n *nodes) leader(t *testing.T) (leader int) {
	t.Helper()
	nc, err := nats.Connect(strings.Join(n.urls[:], ","))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	natstest.Within(t, time.Minute, func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		s, err := js.Stream(ctx, "CHAMADA")
		if err != nil {
			return err
		}
		c := s.CachedInfo().Cluster
		for _, r := range c.Replicas {
			if !r.Current || r.Offline {
				return fmt.Errorf("%s is behind", r.Name)
			}
		}
		_, err = fmt.Sscanf(c.Leader, "n%d", &leader)
		return err
	})
	return leader - 1
}

// longest is how long a student waited at most, from before some harm until all who wait
// have been answered after it.
func (n *nodes) longest(t *testing.T, leader int, harm func()) time.Duration {
	t.Helper()
	var worst atomic.Int64
	var group sync.WaitGroup
	harmed, stop := make(chan struct{}), make(chan struct{})
	others := &nodes{urls: n.urls}
	others.urls[leader] = n.urls[(leader+1)%3] // who is elsewhere does not have to move
	for i := range abreast {
		c := others.client(t)
		group.Go(func() { answer(t, c, i, stop, &worst) })
	}
	go func() { harm(); close(harmed) }()
	<-harmed
	c := others.client(t)
	for began := time.Now(); time.Since(began) < 2*timers; { // a later answer is seen as well
		if _, err := c.List(t.Context(), class, false); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	group.Wait()
	return time.Duration(worst.Load()).Round(time.Millisecond)
}

// answer has students answer, one after the other, until stop is closed.
func answer(t *testing.T, c *clients.Client, lane int, stop chan struct{}, worst *atomic.Int64) {
	for k := 0; ; k++ {
		select {
		case <-stop:
			return
		default:
		}
		began := time.Now()
		student := subjects.Student(fmt.Sprintf("%d%03d", lane+1, k%1000))
		if _, err := c.Present(t.Context(), class, student); err != nil {
			t.Error(err)
			return
		}
		for took := int64(time.Since(began)); ; {
			most := worst.Load()
			if took <= most || worst.CompareAndSwap(most, took) {
				break
			}
		}
	}
}

func (n *nodes) kill(i int) { n.processes[i].Kill() }

func (n *nodes) stop(i int) {
	n.processes[i].Stop()
	n.processes[i].AwaitStopped()
}

// mend has a node back that was killed or stopped.
func (n *nodes) mend(t *testing.T, i int) {
	t.Helper()
	n.processes[i].Kill()
	n.processes[i] = process.Start(n.t, program, n.args[i]...)
	if _, err := n.processes[i].AwaitServing(); err != nil {
		t.Fatal(err)
	}
}
