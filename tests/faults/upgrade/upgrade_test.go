//go:build faults && linux

package upgrade

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/tests/faults/load"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

const endWithin = 30 * time.Second

// nodes are three of a cluster, each with the program that it runs just now.
type nodes struct {
	t         *testing.T
	dir       string
	listen    []string
	routes    []string
	earlier   string // the program before
	processes [3]*process.Process
}

func startNodes(t *testing.T, earlier string) *nodes {
	n := &nodes{t: t, earlier: earlier, dir: t.TempDir(), listen: natstest.FreeAddrs(t, 3),
		routes: natstest.FreeAddrs(t, 3)}
	for i := range n.processes {
		n.start(i, earlier)
	}
	for i := range n.processes {
		n.await(i)
	}
	return n
}

func (n *nodes) start(i int, program string) {
	name := fmt.Sprint("n", i+1)
	n.processes[i] = process.Start(n.t, program, "serve", "--name", name, "--data",
		filepath.Join(n.dir, name),
		"--listen", n.listen[i], "--cluster-listen", n.routes[i],
		"--routes", "nats://"+strings.Join(n.routes, ",nats://"), "--replicas", "3")
}

func (n *nodes) await(i int) {
	n.t.Helper()
	if _, err := n.processes[i].AwaitServing(); err != nil {
		n.t.Fatal(err)
	}
}

// change has a node run another program.
func (n *nodes) change(i int, program string) {
	n.t.Helper()
	if err := n.processes[i].Terminate(endWithin); err != nil {
		n.t.Errorf("node %d: %v", i+1, err)
	}
	n.start(i, program)
	n.await(i)
}

// run runs a client's command line and gives what it said.
func (n *nodes) run(program string, args ...string) (string, error) {
	out, err := exec.Command(program,
		append(args, "--server", n.urls(), "--lang", "en")...).CombinedOutput()
	return string(out), err
}

func (n *nodes) urls() string { return "nats://" + strings.Join(n.listen, ",nats://") }

// must is run for what must succeed.
func (n *nodes) must(program string, args ...string) string {
	n.t.Helper()
	out, err := n.run(program, args...)
	if err != nil {
		n.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return out
}

// TestRollingUpgrade upgrades node by node under load, goes back, upgrades again, and raises,
// from each program that knew a version less.
func TestRollingUpgrade(t *testing.T) {
	for _, e := range earlier {
		t.Run(fmt.Sprint("from version ", e.version), func(t *testing.T) {
			upgrade(t, e.program)
		})
	}
}

func upgrade(t *testing.T, earlier string) {
	n := startNodes(t, earlier)
	nc, err := nats.Connect(n.urls(), nats.MaxReconnects(-1),
		nats.ReconnectWait(50*time.Millisecond), nats.RetryOnFailedConnect(true))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	l := load.New(t, nc)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var playing sync.WaitGroup
	playing.Go(func() { l.Run(ctx) })

	n.must(earlier, "teacher", "start", "900000")
	n.change(0, program)
	n.change(1, program)
	n.must(earlier, "student", "present", "900000", "--student", "1")
	if out, err := n.run(program, "journal", "raise"); err == nil {
		t.Errorf("raised although one node cannot read it:\n%s", out)
	}
	n.change(2, program)
	n.change(1, earlier) // the way back
	n.must(earlier, "student", "present", "900000", "--student", "2")
	l.SameAgain(nc, "with a node gone back")
	n.change(1, program)

	version := fmt.Sprintf("version %d from now on", record.Highest)
	if out := n.must(program, "journal", "raise"); !strings.Contains(out, version) {
		t.Errorf("raised, it says\n%s", out)
	}
	n.must(earlier, "student", "present", "900000", "--student", "3")
	raised := l.Classes()
	natstest.Eventually(t, "roll calls go on in the new version", func() bool {
		return l.Classes() > raised+50
	})
	stop()
	playing.Wait()
	l.SameAgain(nc, "raised")
	n.change(0, program)
	l.SameAgain(nc, "raised and started again")
	if out := n.must(earlier, "teacher", "end", "900000", "--json"); !strings.Contains(out,
		`"students":["1","2","3"]`) {
		t.Errorf("the roll call that all of it went on in ends with\n%s", out)
	}
	n.stopsEarlier()
}

// stopsEarlier has the program before meet the raised journal: it must stay away.
func (n *nodes) stopsEarlier() {
	n.t.Helper()
	if err := n.processes[2].Terminate(endWithin); err != nil {
		n.t.Error(err)
	}
	n.start(2, n.earlier)
	natstest.Eventually(n.t, "the program before says that it must be upgraded", func() bool {
		return strings.Contains(n.processes[2].Said.String(), "upgrade this replica")
	})
}
