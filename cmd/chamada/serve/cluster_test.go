package serve_test

import (
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/serve"
)

// TestNodeWithoutAMajorityIsNotHealthy asks nothing of the last node, so that
// its coordinator could not have noticed.
func TestNodeWithoutAMajorityIsNotHealthy(t *testing.T) {
	nodes := startCluster(t)
	last := nodes[0]
	if status, body := get(t, last.HTTPURL()+"/healthz"); status != http.StatusOK {
		t.Fatalf("healthz of a node that is ready: %d %s", status, body)
	}
	for _, m := range nodes[1:] {
		stop(t, m)
	}
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	late := time.After(30 * time.Second)
	for {
		status, body := get(t, last.HTTPURL()+"/healthz")
		if status == http.StatusServiceUnavailable && strings.Contains(body, "all of the stream CHAMADA") {
			return
		}
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("healthz without a majority: %d %s", status, body)
		}
	}
}

// startCluster returns when three nodes are ready, the first time.
func startCluster(t *testing.T) []*serve.Main {
	t.Helper()
	listens := freeAddresses(t, 3)
	nodes := make([]*serve.Main, len(listens))
	var all sync.WaitGroup
	for i, listen := range listens {
		cfg := config(t)
		cfg.DataDir = filepath.Join(cfg.DataDir, strconv.Itoa(i))
		cfg.Cluster = serve.Cluster{Name: "n" + strconv.Itoa(i), Listen: listen, Routes: "nats://" + strings.Join(listens, ",nats://")}
		nodes[i] = serve.New(cfg)
		all.Go(func() {
			if err := nodes[i].Run(t.Context()); err != nil {
				t.Error(err)
			}
		})
		t.Cleanup(func() { _ = nodes[i].Close() })
	}
	all.Wait()
	return nodes
}

// freeAddresses are of ports that nobody listens on, for those who have to
// know each other's before they start.
func freeAddresses(t *testing.T, n int) []string {
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
