package node_test

import (
	"context"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestNodeWithoutAMajorityIsNotHealthy asks nothing of the last node, so that
// its coordinator could not have noticed.
func TestNodeWithoutAMajorityIsNotHealthy(t *testing.T) {
	t.Parallel()
	nodes := startCluster(t, nil)
	last := nodes[0]
	if status, body := natstest.Get(t, last.HTTPURL()+"/healthz"); status != http.StatusOK {
		t.Fatalf("healthz of a node that is ready: %d %s", status, body)
	}
	for _, m := range nodes[1:] {
		stop(t, m)
	}
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	late := time.After(30 * time.Second)
	for {
		status, body := natstest.Get(t, last.HTTPURL()+"/healthz")
		if status == http.StatusServiceUnavailable &&
			strings.Contains(body, "all of the stream CHAMADA") {
			return
		}
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("healthz without a majority: %d %s", status, body)
		}
	}
}

// TestClusterWithLogins is encrypted as well. Each login enters at each node, also
// when one has gone.
func TestClusterWithLogins(t *testing.T) {
	t.Parallel()
	s := &school{codes: map[string]string{}}
	var keep sync.Mutex
	authority, secret := natstest.NewAuthority(t), filepath.Join(t.TempDir(), "secret")
	if _, err := identity.EnsureSecret(secret); err != nil {
		t.Fatal(err)
	}
	nodes := startCluster(t, func(cfg *node.Config) {
		dir := t.TempDir()
		cfg.TLS = node.TLS{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"),
			CA: authority.CA}
		authority.Issue(t, cfg.TLS.Cert, cfg.TLS.Key, time.Now().Add(-time.Hour),
			time.Now().Add(time.Hour), "127.0.0.1")
		cfg.Auth, cfg.Secret = true, secret
		cfg.FirstAdmin = func(i identity.Issued) {
			keep.Lock()
			defer keep.Unlock()
			s.keep(i)
		}
	})
	if len(s.codes) != 1 {
		t.Fatalf("%d codes of a first admin", len(s.codes))
	}
	s.opts = []nats.Option{nats.RootCAs(authority.CA), nats.Timeout(natstest.Patience),
		nats.NoReconnect()}
	s.main = nodes[0]
	s.enrol(t)
	for _, s.main = range nodes {
		for login := range s.codes {
			s.login(t, login)
		}
	}
	ask(t, s.login(t, "clara"), subjects.TeacherStart, `{"class":3030}`)
	stop(t, nodes[0])
	for _, s.main = range nodes[1:] {
		for login := range s.codes {
			s.login(t, login)
		}
		ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
	}
}

// startCluster returns when three nodes are ready, the first time. When one cannot
// start the others are not left waiting for it.
func startCluster(t *testing.T, also func(*node.Config)) []*node.Main {
	t.Helper()
	listens := natstest.FreeAddrs(t, 3)
	nodes := make([]*node.Main, len(listens))
	var all sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for i, listen := range listens {
		cfg := config(t)
		cfg.DataDir = filepath.Join(cfg.DataDir, strconv.Itoa(i))
		cfg.Cluster = node.Cluster{Name: "n" + strconv.Itoa(i), Listen: listen,
			Routes: "nats://" + strings.Join(listens, ",nats://")}
		if also != nil {
			also(&cfg)
		}
		nodes[i] = node.New(cfg)
		all.Go(func() {
			if err := nodes[i].Run(ctx); err != nil {
				t.Error(err)
				cancel()
			}
		})
		t.Cleanup(func() { _ = nodes[i].Close() })
	}
	all.Wait()
	if ctx.Err() != nil {
		t.FailNow()
	}
	return nodes
}
