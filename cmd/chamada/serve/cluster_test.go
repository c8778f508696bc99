package serve_test

import (
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/serve"
	"github.com/chamada/chamada/coordinator/embedded/natstest"
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
	listens := natstest.FreeAddrs(t, 3)
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
