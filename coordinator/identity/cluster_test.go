package identity_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// startCluster is three servers with a coordinator's part on each, and the desk on
// the first alone.
func startCluster(t *testing.T) (*system, []*server.Server) {
	t.Helper()
	s := &system{secret: identity.NewSecret(), codes: map[string]string{}, log: new(natstest.Log),
		replicas: 3}
	listens := natstest.FreeAddrs(t, 3)
	var servers []*server.Server
	for i, addr := range listens {
		servers = append(servers, startServer(t, s.secret.Public(), fmt.Sprintf(
			"server_name: node-%d\ncluster { name: test, listen: %s, routes: [nats://%s] }", i,
			addr, strings.Join(listens, ", nats://"))))
	}
	s.url = servers[0].ClientURL()
	s.core = s.connect(t, s.secret.Coordinator())
	var all sync.WaitGroup
	for _, n := range servers { // there is one bucket, however they race
		all.Go(func() { s.serve(t, n.ClientURL()) })
	}
	all.Wait()
	s.fill(t)
	return s, servers
}

// TestCluster is what has to be true when client and coordinator are on two nodes,
// and when a node dies.
func TestCluster(t *testing.T) {
	t.Parallel()
	s, servers := startCluster(t)
	s.url = servers[1].ClientURL()
	for login := range s.codes {
		if login != identity.FirstAdminLogin {
			s.canEnter(t, login)
		}
	}
	const forged = `Nats-Request-Info: {"acc":"STUDENTS","user":"205182055"}`
	for header, want := range map[string]string{
		"NATS/1.0\r\n\r\n":                         "student 042191010",
		"NATS/1.0\r\n" + forged + "\r\n\r\n":       "student 042191010",
		"NATS/1.0\r\nA: 1\n" + forged + "\r\n\r\n": " ",
		"NATS/1.0\r\n" + forged + "\n\nXX":         " ",
	} {
		if got := s.raw(t, "042191010").ask("042191010", subjects.StudentPresent,
			header); got != want {
			t.Errorf("%q is %q's", header, got)
		}
	}

	closed := make(chan struct{})
	s.login(t, "042191010", nats.NoReconnect(), nats.ClosedHandler(func(*nats.Conn) {
		close(closed)
	}))
	if err := s.users.Remove(timeout(t), "042191010"); err != nil {
		t.Fatal(err)
	}
	<-closed

	s.erased(t, servers)

	servers[2].Shutdown()
	for range 30 {
		if _, err := s.enter("clara", s.codes["clara"]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.enter("clara", "wrong"); !errors.Is(err, nats.ErrAuthorization) {
		t.Error(err)
	}
	if _, err := s.users.Renew(timeout(t), "davi"); err != nil {
		t.Error(err)
	}
}

// erased erases a login while a client is in, which is cut at whichever node: the files of the
// bucket have nothing of it on any.
func (s *system) erased(t *testing.T, servers []*server.Server) {
	t.Helper()
	closed := make(chan struct{})
	s.login(t, "205182055", nats.NoReconnect(), nats.ClosedHandler(func(*nats.Conn) {
		close(closed)
	}))
	if err := s.users.Erase(timeout(t), "205182055", true); err != nil {
		t.Fatal(err)
	}
	<-closed
	for i, n := range servers {
		eventually(t, fmt.Sprint("it leaves the files of node ", i), func() bool {
			return len(natstest.Traces(t, n.StoreDir(), []string{"_js_"}, "Bruno")) == 0
		})
	}
	if _, err := s.enter("205182055", s.codes["205182055"]); err == nil {
		t.Error("who was erased comes in")
	}
}
