//go:build faults && linux

package kill

import (
	"context"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	people  = 1500 // who log in at once
	abreast = 64   // of them at any moment
	// standing is how long a node is stopped, several times what it takes the others
	// to part from it.
	standing = 10 * time.Second
	// worst is how long one login may take while a node stands still. The client leaves
	// a server after 3.5 s that does not let it in. That is once for the node itself, once
	// when another has asked the one there who may enter, and time to spare.
	worst = 12 * time.Second
)

// TestLoginsOutliveANode logs people in at three nodes, with the program's own client,
// while each in turn stands still, and while one is killed with everybody at the door.
func TestLoginsOutliveANode(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir()) // no context of whoever runs this
	n := startNodes(t)
	n.enrol(t)
	for i := range n.processes {
		n.pause(t, i)
	}
	killed := rand.IntN(len(n.processes))
	var in atomic.Int64
	began := time.Now()
	took := n.rush(t, func() {
		if in.Add(1) == people/3 {
			n.processes[killed].Kill()
		}
	})
	t.Logf("node %d was killed amid %d logins, which took %v: %s", killed+1, len(took),
		time.Since(began).Round(time.Millisecond), summary(took))
}

// pause lets people in while one node stands still: some who know of it, and some
// who do not.
func (n *nodes) pause(t *testing.T, node int) {
	t.Helper()
	p, others := n.processes[node], slices.Delete(slices.Clone(n.urls), node, node+1)
	p.Stop()
	p.AwaitStopped()
	ctx, cancel := context.WithTimeout(t.Context(), standing)
	defer cancel()
	var group sync.WaitGroup
	for name, urls := range map[string][]string{"any": n.urls, "another": others} {
		group.Go(func() {
			took := n.logIn(ctx, t, urls)
			t.Logf("node %d stood still, logins at %s: %s", node+1, name, summary(took))
			if longest := slices.Max(took); longest > worst {
				t.Errorf("a login took %v", longest)
			}
		})
	}
	group.Wait()
	p.Resume()
	n.awaitEach(t)
}

// nodes are three of a cluster, one secret and who may log in.
type nodes struct {
	processes []*process.Process
	urls      []string
	codes     map[string]string
	logins    []string
}

// startNodes returns when all three serve.
func startNodes(t *testing.T) *nodes {
	t.Helper()
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	raw := make([]byte, 32)
	for i := range raw {
		raw[i] = byte(rand.Uint32())
	}
	if err := os.WriteFile(secret, []byte(hex.EncodeToString(raw)), 0o600); err != nil {
		t.Fatal(err)
	}
	n := &nodes{codes: map[string]string{}}
	routes := natstest.FreeAddrs(t, 3)
	for i, listen := range routes {
		name := fmt.Sprint("n", i+1)
		n.processes = append(n.processes,
			process.Start(t, program, "serve", "--auth", "--secret", secret,
				"--name", name, "--data", filepath.Join(dir, name), "--listen", "127.0.0.1:0",
				"--cluster-listen", listen, "--routes", "nats://"+strings.Join(routes, ",nats://"),
				"--replicas", "3"))
	}
	for _, p := range n.processes {
		at, err := p.AwaitServing()
		if err != nil {
			t.Fatal(err)
		}
		n.urls = append(n.urls, at.Client)
	}
	n.keepFirstAdmin(t, dir)
	return n
}

// keepFirstAdmin reads the code that one of the nodes has written down.
func (n *nodes) keepFirstAdmin(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "n?", "admin-code"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	n.codes["admin"] = strings.TrimSpace(string(text))
}

// enrol makes a login for each of the people, and returns when all nodes know them.
func (n *nodes) enrol(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	const admin = identity.FirstAdminLogin
	nc, err := nats.Connect(n.urls[0], nats.UserInfo(admin, n.codes[admin]),
		nats.CustomInboxPrefix(subjects.InboxPrefix(admin)))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	rows := make([]identity.Row, people)
	for i := range rows {
		rows[i] = identity.Row{Login: fmt.Sprintf("04%07d", i), Role: identity.Student}
	}
	done, err := identity.ForAdmin(nc, time.Now).Import(ctx, rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, issued := range done.Created {
		n.codes[issued.Login] = issued.Code.Reveal()
		n.logins = append(n.logins, issued.Login)
	}
	n.awaitEach(t)
}

// awaitEach returns when everybody can enter at each node, as the last to be made
// can, and whichever node answers for them.
func (n *nodes) awaitEach(t *testing.T) {
	t.Helper()
	last := n.logins[len(n.logins)-1]
	for _, url := range n.urls {
		natstest.Within(t, time.Minute, func() error {
			for range 20 {
				nc, err := nats.Connect(url, nats.UserInfo(last, n.codes[last]))
				if err != nil {
					return err
				}
				nc.Close()
			}
			return nil
		})
	}
}

// enter logs somebody in at one of some nodes, as the program's commands do, and tells
// how long it took.
func (n *nodes) enter(t *testing.T, urls []string, login string) time.Duration {
	began := time.Now()
	flags := connect.Flags{Server: strings.Join(urls, ","), User: login, Password: n.codes[login],
		Timeout: clients.DefaultTimeout}
	nc, err := flags.Connect(context.Background(), connect.Silence)
	took := time.Since(began)
	if err != nil {
		t.Errorf("%s after %v: %v", login, took, err)
		return took
	}
	nc.Close()
	return took
}

// logIn lets people in, four at a time, until ctx is done.
func (n *nodes) logIn(ctx context.Context, t *testing.T, urls []string) (took []time.Duration) {
	var keep sync.Mutex
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for ctx.Err() == nil {
				d := n.enter(t, urls, n.logins[rand.IntN(len(n.logins))])
				keep.Lock()
				took = append(took, d)
				keep.Unlock()
			}
		})
	}
	all.Wait()
	return took
}

// rush lets everybody in once, and calls in after each.
func (n *nodes) rush(t *testing.T, in func()) []time.Duration {
	took := make([]time.Duration, len(n.logins))
	next := make(chan int)
	var all sync.WaitGroup
	for range abreast {
		all.Go(func() {
			for i := range next {
				took[i] = n.enter(t, n.urls, n.logins[i])
				in()
			}
		})
	}
	for i := range n.logins {
		next <- i
	}
	close(next)
	all.Wait()
	return took
}

// summary is how long logins took.
func summary(took []time.Duration) string {
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[min(int(share*float64(len(took))), len(took)-1)].Round(time.Millisecond)
	}
	return fmt.Sprintf("%d logins, median %v, 99%% in %v, the slowest %v", len(took), at(0.5),
		at(0.99), at(1))
}
