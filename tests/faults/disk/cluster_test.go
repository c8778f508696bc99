//go:build faults && linux

package disk_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// A node without room does not hold up the others, and joins them again.
func TestOneNodeIsFull(t *testing.T) {
	disk := newFilesystem(t, diskMiB)
	nodes := cluster(t, disk.data(), t.TempDir(), t.TempDir())
	l := newLoad(t, nodes[1].Client)
	l.grows(t)

	filler := disk.write(t, diskMiB)
	nodes[0].becomes(t, http.StatusServiceUnavailable, "is full")
	l.grows(t)
	remove(t, filler)
	t.Logf("healthy after %v", nodes[0].becomes(t, http.StatusOK, "ok"))
	l.grows(t)
	l.stop()
	said(t, nodes[0], "is full", "has room again")

	nodes[2].Kill()                     // now the majority needs the node that was full
	l.check(t, nodes[0].Client, nobody) // an election may have been necessary
}

// cluster starts a node on each directory. Each has to know the others' ports
// before they start, so free ones are found by listening for a moment.
func cluster(t *testing.T, data ...string) []*server {
	t.Helper()
	listens := natstest.FreeAddrs(t, len(data))
	nodes := make([]*server, len(data))
	for i, dir := range data {
		nodes[i] = launch(t, dir, "--name", "node-"+strconv.Itoa(i), "--cluster-listen", listens[i],
			"--routes", "nats://"+strings.Join(listens, ",nats://"))
	}
	for _, node := range nodes {
		node.listens(t)
	}
	return nodes
}
