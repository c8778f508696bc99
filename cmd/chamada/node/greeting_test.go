package node_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

// TestGreetingHasNoAddressOfOthers reads what the nodes of a cluster say to a client, before
// it has logged in and after: where they take clients, and no other address.
func TestGreetingHasNoAddressOfOthers(t *testing.T) {
	for name, c := range map[string]struct {
		listen, advertise string
		auth              bool
	}{
		"open":       {listen: "127.0.0.1"},
		"logins":     {listen: "127.0.0.1", auth: true},
		"advertised": {listen: "0.0.0.0", advertise: "chamada.example", auth: true},
		"everywhere": {listen: "0.0.0.0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := &greeted{clients: natstest.FreeAddrs(t, 3)}
			g.start(t, c.listen, c.advertise, c.auth)
			want := g.told(t, c.listen, c.advertise)
			for _, m := range g.nodes {
				natstest.Within(t, natstest.Patience, func() error { // until each knows the others
					before, after := g.hello(t, m)
					return errors.Join(g.check(t, before, want), g.check(t, after, want))
				})
			}
		})
	}
}

// greeted is a cluster whose greeting is read.
type greeted struct {
	clients []string // where the nodes take clients
	peers   []string // where they take each other
	nodes   []*node.Main
	code    string // of an admin, where there are logins
	other   string // address of a client that is there, too
}

func (g *greeted) start(t *testing.T, listen, advertise string, auth bool) {
	secret := filepath.Join(t.TempDir(), "secret")
	if _, err := identity.EnsureSecret(secret); err != nil {
		t.Fatal(err)
	}
	var keep sync.Mutex
	n := 0
	g.nodes = startCluster(t, func(cfg *node.Config) {
		port := port(g.clients[n])
		cfg.Listen, cfg.Insecure = net.JoinHostPort(listen, port), true
		if advertise != "" {
			cfg.Cluster.Advertise = net.JoinHostPort(advertise, port)
		}
		if auth {
			cfg.Auth, cfg.Secret = true, secret
		}
		cfg.FirstAdmin = func(i identity.Issued) {
			keep.Lock()
			defer keep.Unlock()
			g.code = i.Code.Reveal()
		}
		g.peers = append(g.peers, cfg.Cluster.Listen)
		n++
	})
	bystander, err := net.Dial("tcp", g.clients[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bystander.Close() })
	g.other = bystander.LocalAddr().String()
}

func port(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

// told is what clients are to be told: what is advertised or listened on, and where that
// is every interface, the addresses of the machine.
func (g *greeted) told(t *testing.T, listen, advertise string) (want []string) {
	t.Helper()
	hosts := []string{listen}
	switch {
	case advertise != "":
		hosts = []string{advertise}
	case listen == "0.0.0.0":
		hosts = ownAddresses(t)
	}
	for _, host := range hosts {
		for _, at := range g.clients {
			want = append(want, net.JoinHostPort(host, port(at)))
		}
	}
	slices.Sort(want)
	return want
}

func ownAddresses(t *testing.T) (hosts []string) {
	t.Helper()
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if ip := one.(*net.IPNet).IP; ip.IsGlobalUnicast() {
			hosts = append(hosts, ip.String())
		}
	}
	return hosts
}

// hello reads the greeting of a node, logs in, and reads the one after that.
func (g *greeted) hello(t *testing.T, m *node.Main) (before, after string) {
	t.Helper()
	at, err := url.Parse(m.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	login := ""
	if g.code != "" {
		login = fmt.Sprintf(`,"user":"admin","pass":%q`, g.code)
	}
	r := bufio.NewReader(c)
	before, _ = r.ReadString('\n')
	fmt.Fprintf(c, "CONNECT {\"verbose\":false,\"protocol\":1%s}\r\nPING\r\n", login)
	if pong, _ := r.ReadString('\n'); !strings.HasPrefix(pong, "PONG") {
		t.Fatalf("it is not let in: %s", pong)
	}
	after, err = r.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return before, after
}

// check reads one greeting. The error is that the list of servers is another, which may
// pass.
func (g *greeted) check(t *testing.T, said string, want []string) error {
	t.Helper()
	var info struct {
		ClientIP string   `json:"client_ip"`
		URLs     []string `json:"connect_urls"`
	}
	text, ok := strings.CutPrefix(said, "INFO ")
	if err := json.Unmarshal([]byte(text), &info); !ok || err != nil {
		t.Fatalf("%s: %v", said, err)
	}
	if info.ClientIP != "127.0.0.1" {
		t.Errorf("it is told that it comes from %s", info.ClientIP)
	}
	for _, address := range append(slices.Clone(g.peers), g.other) {
		if strings.Contains(said, ":"+port(address)+`"`) ||
			strings.Contains(said, `:`+port(address)+`,`) {
			t.Errorf("%s is told in %s", address, said)
		}
	}
	if slices.Sort(info.URLs); !slices.Equal(info.URLs, want) {
		return fmt.Errorf("clients are told of %q, not %q", info.URLs, want)
	}
	return nil
}
