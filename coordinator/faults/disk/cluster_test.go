//go:build faults && linux

package disk_test

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// A node without room does not hold up the others, and joins them again.
func TestOneNodeIsFull(t *testing.T) {
	disk := newFilesystem(t, diskMiB)
	nodes := cluster(t, disk.data(), t.TempDir(), t.TempDir())
	l := newLoad(t, nodes[1].client)
	l.grows(t)

	filler := disk.write(t, diskMiB)
	nodes[0].becomes(t, http.StatusServiceUnavailable, "is full")
	l.grows(t)
	remove(t, filler)
	t.Logf("healthy after %v", nodes[0].becomes(t, http.StatusOK, "ok"))
	l.grows(t)
	l.stop()
	said(t, nodes[0], "is full", "has room again")

	nodes[2].kill(t)                    // now the majority needs the node that was full
	l.check(t, nodes[0].client, nobody) // an election may have been necessary
}

// cluster starts a node on each directory. Each has to know the others' ports
// before they start, so free ones are found by listening for a moment.
func cluster(t *testing.T, data ...string) []*process {
	t.Helper()
	listens := freeAddrs(t, len(data))
	nodes := make([]*process, len(data))
	for i, dir := range data {
		nodes[i] = launch(t, dir, "--name", "node-"+strconv.Itoa(i), "--cluster-listen", listens[i], "--routes", "nats://"+strings.Join(listens, ",nats://"))
	}
	for _, node := range nodes {
		node.listens(t)
	}
	return nodes
}

func freeAddrs(t *testing.T, n int) []string {
	t.Helper()
	addrs := make([]string, n)
	for i := range addrs {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		addrs[i] = l.Addr().String()
	}
	return addrs
}
