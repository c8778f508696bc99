//go:build faults && linux

package heal

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// endWithin is how long a node may take to stop, also one that cannot confirm: what it
	// still tries ends after the 2 s for which a client waits for one try.
	endWithin = 5 * time.Second
	// mendWithin is longer than a running node takes to read all its files again, to be
	// mended, and to have all that the others have.
	mendWithin = 4 * time.Minute
)

var program string

// every is for who has little time.
var every = flag.Int("heal.every", 1, "meets only one in so many damages of a stopped node")

func TestMain(m *testing.M) { os.Exit(faults.Main(m, &program)) }

// nodes are three of a cluster.
type nodes struct {
	t                    *testing.T
	dir                  string
	extra                []string // flags of all
	listen, routes, http []string
	processes            [3]*process.Process
}

func startNodes(t *testing.T, extra ...string) *nodes {
	t.Helper()
	n := &nodes{
		t: t, dir: t.TempDir(), extra: extra,
		listen: natstest.FreeAddrs(t, 3), routes: natstest.FreeAddrs(t, 3),
		http: natstest.FreeAddrs(t, 3),
	}
	for i := range n.processes {
		n.start(i)
	}
	for i := range n.processes {
		n.well(i)
	}
	return n
}

func (n *nodes) start(i int) {
	name := fmt.Sprint("n", i+1)
	args := append([]string{
		"serve", "--name", name, "--data", n.data(i), "--listen", n.listen[i], "--http", n.http[i],
		"--cluster-listen", n.routes[i], "--routes", "nats://" + strings.Join(n.routes, ",nats://"),
		"--replicas", "3",
	}, n.extra...)
	n.processes[i] = process.Start(n.t, program, args...)
}

func (n *nodes) stop(i int) {
	n.t.Helper()
	if err := n.processes[i].Terminate(endWithin); err != nil {
		n.t.Errorf("node %d: %v", i+1, err)
	}
}

func (n *nodes) data(i int) string { return filepath.Join(n.dir, fmt.Sprint("n", i+1)) }

func (n *nodes) page(i int, path string) (status int, text string) {
	resp, err := http.Get("http://" + n.http[i] + path)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}

// well waits until a node says that it has everything and serves.
func (n *nodes) well(i int) {
	n.t.Helper()
	natstest.Within(n.t, mendWithin, func() error {
		if status, text := n.page(i, "/healthz"); status != http.StatusOK {
			return fmt.Errorf("node %d: %s", i+1, text)
		}
		return nil
	})
}

// says waits until the health of a node is bad, and has a word in it.
func (n *nodes) says(i int, word string) {
	n.t.Helper()
	natstest.Within(n.t, mendWithin, func() error {
		if status, text := n.page(i, "/healthz"); status != http.StatusServiceUnavailable ||
			!strings.Contains(text, word) {
			return fmt.Errorf("node %d: %d %s", i+1, status, text)
		}
		return nil
	})
}

// metric is a figure that a node tells, -1 when it does not.
func (n *nodes) metric(i int, name string) (value float64) {
	_, text := n.page(i, "/metrics")
	found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(text)
	if found == nil {
		return -1
	}
	_, _ = fmt.Sscan(found[1], &value)
	return value
}

// leader is the node that leads a stream, -1 when none is known.
func (n *nodes) leader(stream string) int {
	nc := natstest.Connect(n.t, n.urls())
	defer nc.Close()
	var info struct {
		Cluster struct{ Leader string }
	}
	ask(nc, "$JS.API.STREAM.INFO."+stream, &info)
	var i int
	if _, err := fmt.Sscanf(info.Cluster.Leader, "n%d", &i); err != nil {
		return -1
	}
	return i - 1
}

func (n *nodes) urls() string { return "nats://" + strings.Join(n.listen, ",nats://") }

// connect connects to one node, or with -1 to any.
func (n *nodes) connect(i int) *nats.Conn {
	n.t.Helper()
	at := n.urls()
	if i >= 0 {
		at = "nats://" + n.listen[i]
	}
	return natstest.Connect(n.t, at)
}

// agree waits until all nodes have the same state at the same record. They compare what
// they have while the journal goes on, so lists are asked for meanwhile.
func (n *nodes) agree(l *load) {
	n.t.Helper()
	natstest.Within(n.t, mendWithin, func() error {
		if _, err := l.client.List(n.t.Context(), 1, false); err != nil {
			return err
		}
		var at, digest [3]float64
		for i := range at {
			at[i], digest[i] = n.metric(i, "chamada_state_digest_position"),
				n.metric(i, "chamada_state_digest")
		}
		if at[0] <= 0 || at[0] != at[1] || at[1] != at[2] || digest[0] != digest[1] ||
			digest[1] != digest[2] {
			return fmt.Errorf("digests %v at %v", digest, at)
		}
		return nil
	})
}
