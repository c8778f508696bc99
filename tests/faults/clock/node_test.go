//go:build faults && linux

package clock

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	hour = time.Hour
	day  = 24 * hour

	endWithin = 30 * time.Second
	// tidied is longer than it takes until what seems to be over is purged: the mark is
	// told a minute before.
	tidied = 2*time.Minute + 5*time.Second
	// pace is slow enough for everything to be asked again at the end.
	pace = 100 * time.Millisecond
)

// node is one process of the program, and its clock.
type node struct {
	*process.Process
	t    *testing.T
	wall *wall
	args []string
	url  string // for clients
	http string
}

func newNode(t *testing.T, args ...string) *node {
	http := natstest.FreeAddrs(t, 1)[0] // to be asked before it serves
	args = append([]string{"serve", "--http", http}, args...)
	return &node{t: t, wall: newWall(t), http: "http://" + http, args: args}
}

// start has it run by its own clock.
func (n *node) start() {
	n.t.Helper()
	run := append([]string{"CHAMADA_WALL=" + n.wall.name, program}, n.args...)
	n.Process = process.Start(n.t, "env", run...)
}

func (n *node) await() {
	n.t.Helper()
	urls, err := n.AwaitServing()
	if err != nil {
		n.t.Fatal(err)
	}
	n.url = urls.Client
}

// again ends it and starts it by the clock that it has then.
func (n *node) again(ahead time.Duration) {
	n.t.Helper()
	if err := n.Terminate(endWithin); err != nil {
		n.t.Error(err)
	}
	n.wall.set(ahead)
	n.start()
	n.await()
}

// health is what it says of itself.
func (n *node) health() (well bool, body string) {
	resp, err := http.Get(n.http + "/healthz")
	if err != nil {
		return false, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	return err == nil && resp.StatusCode == http.StatusOK, string(text)
}

func (n *node) awaitWell(when string) {
	n.t.Helper()
	natstest.Within(n.t, time.Minute, func() error {
		well, body := n.health()
		return unless(well, when+" it says "+body)
	})
}

// awaitSays waits for a line in its log.
func (n *node) awaitSays(text string) {
	n.t.Helper()
	natstest.Eventually(n.t, "it says: "+text, func() bool { return n.Said.Count(text) > 0 })
}

// awaitWrong waits until it has left, and says that its clock is why.
func (n *node) awaitWrong(when string) {
	n.t.Helper()
	natstest.Within(n.t, time.Minute, func() error {
		well, body := n.health()
		return unless(!well && strings.Contains(body, "clock"), when+" it says "+body)
	})
}

// connect is a client of this node, that goes to no other.
func (n *node) connect() *nats.Conn {
	n.t.Helper()
	nc, err := nats.Connect(n.url, nats.MaxReconnects(-1), nats.ReconnectWait(50*time.Millisecond),
		nats.RetryOnFailedConnect(true), nats.IgnoreDiscoveredServers())
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(nc.Close)
	return nc
}
