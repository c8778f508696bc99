package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/natstest"
)

func TestClusterStoresOnThreeNodes(t *testing.T) {
	t.Parallel()
	nodes := newGroup(t, 3).nodes
	js := jetStream(t, nodes[0].ClientURL())
	cfg := jetstream.StreamConfig{Name: "TEST", Subjects: []string{"test"}, Replicas: 3}
	eventually(t, func() error {
		_, err := js.CreateStream(t.Context(), cfg)
		return err
	})
	if _, err := js.Publish(t.Context(), "test", []byte("presence")); err != nil {
		t.Fatal(err)
	}
	if got := stored(t, nodes[2].ClientURL()); got != "presence" {
		t.Errorf("another node reads %q", got)
	}
}

func TestClientsAreToldWhatIsAdvertised(t *testing.T) {
	t.Parallel()
	listens := natstest.FreeAddrs(t, 2)
	var first *embedded.Server
	for i, advertised := range []string{"a.example:4222", "b.example:4223"} {
		s := start(t, embedded.Config{
			DataDir: t.TempDir(), Host: "127.0.0.1", Name: advertised,
			Cluster: embedded.Cluster{
				Name: "test", Listen: listens[i], Routes: []string{"nats://" + listens[0]},
				Advertise: advertised,
			},
		})
		if i == 0 {
			first = s
		}
	}
	nc := connect(t, first.ClientURL())
	want := []string{"nats://a.example:4222", "nats://b.example:4223"}
	eventually(t, func() error {
		got := nc.DiscoveredServers()
		slices.Sort(got)
		if !slices.Equal(got, want) {
			return fmt.Errorf("clients are told of %v, want %v", got, want)
		}
		return nil
	})
}

// TestStrangersAreNoNodes: who does not know the login of the nodes and calls them does
// not get among them. Whom they call themselves, at the address of one of theirs, they
// know by the certificate only: see TestNodesCheckEachOther.
func TestStrangersAreNoNodes(t *testing.T) {
	t.Parallel()
	listens, log := natstest.FreeAddrs(t, 3), new(natstest.Log)
	node := func(i int, login *url.Userinfo) *embedded.Server {
		return start(t, embedded.Config{
			DataDir: t.TempDir(), Host: "127.0.0.1", Name: "node-" + strconv.Itoa(i),
			Logger: slog.New(
				slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
			Cluster: embedded.Cluster{
				Name: "test", Listen: listens[i], Login: login,
				Routes: []string{"nats://" + listens[0], "nats://" + listens[1]},
			},
		})
	}
	first, second := node(0, url.UserPassword("node", "s3cret")),
		node(1, url.UserPassword("node", "s3cret"))
	natstest.Eventually(t, "the two find each other", func() bool {
		return first.Nodes() == 1 && second.Nodes() == 1
	})
	hears := func(s *embedded.Server) *nats.Subscription {
		nc := connect(t, s.ClientURL())
		sub, err := nc.SubscribeSync("x")
		if err := errors.Join(err, nc.Flush()); err != nil {
			t.Fatal(err)
		}
		return sub
	}
	teller, node2 := connect(t, first.ClientURL()), hears(second)
	for _, login := range []*url.Userinfo{nil, url.UserPassword("node", "gu3ss")} {
		refused := log.Count("authentication error")
		stranger := node(2, login)
		outside := hears(stranger)
		natstest.Eventually(t, "the stranger is refused by both, and again", func() bool {
			if err := teller.Publish("x", nil); err != nil {
				t.Fatal(err)
			}
			return log.Count("authentication error") >= refused+4
		})
		natstest.Eventually(t, "the other node hears", func() bool {
			_, err := node2.NextMsg(time.Millisecond)
			return err == nil
		})
		n, _, err := outside.Pending()
		if err != nil || n != 0 || first.Nodes() != 1 || second.Nodes() != 1 {
			t.Errorf(
				"a stranger with %v hears %d messages (%v), and the nodes know %d and %d others",
				login, n, err, first.Nodes(), second.Nodes())
		}
		shutdown(t, stranger)
	}
	for _, password := range []string{"s3cret", "gu3ss"} {
		if strings.Contains(log.String(), password) {
			t.Errorf("%s is in the log:\n%s", password, log)
		}
	}
}

func TestBadCluster(t *testing.T) {
	for want, c := range map[embedded.Code]embedded.Cluster{
		embedded.ListenInvalid: {Name: "c", Listen: "6222"},
		embedded.RouteInvalid: {Name: "c", Listen: "127.0.0.1:0",
			Routes: []string{"nats://a:s3cret/x@node-2"}},
		embedded.Failed: {Name: "c", Listen: "127.0.0.1:0", Advertise: "example:port"},
	} {
		e := refused(t,
			embedded.Config{Name: "n", DataDir: t.TempDir(), Host: "127.0.0.1", Cluster: c})
		if e.Code != want {
			t.Errorf("code %s, want %s", e.Code, want)
		}
		if strings.Contains(e.Error(), "s3cret") {
			t.Errorf("it tells the password of a route: %v", e)
		}
	}
}

// group is a cluster, and what each node is started with again.
type group struct {
	nodes   []*embedded.Server
	configs []embedded.Config
}

// newGroup starts n nodes. Each has to know the others' route ports before they
// start, so free ones are picked by listening on them all for a moment.
func newGroup(t *testing.T, n int) *group {
	t.Helper()
	listens := natstest.FreeAddrs(t, n)
	routes := make([]string, n)
	for i, addr := range listens {
		routes[i] = "nats://" + addr
	}
	g := new(group)
	for i, addr := range listens {
		cfg := embedded.Config{
			DataDir: t.TempDir(), Host: "127.0.0.1", Name: "node-" + strconv.Itoa(i),
			Cluster: embedded.Cluster{Name: "test", Listen: addr, Routes: routes},
		}
		g.configs = append(g.configs, cfg)
		g.nodes = append(g.nodes, start(t, cfg))
	}
	return g
}

// eventually tries until it works, for as long as an election may take.
func eventually(t *testing.T, try func() error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for err := try(); err != nil; err = try() {
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatal(err)
		}
	}
}
