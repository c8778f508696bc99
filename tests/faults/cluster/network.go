//go:build faults && linux

package cluster

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The bridge has an address of its own, for clients.
const (
	bridgeName    = "nodes"
	bridgeAddress = "10.0.0.254/24"
)

// bridge makes what joins the nodes, and clients to them. Names of namespaces
// are files, kept where nobody else sees them.
func bridge(t testing.TB) {
	t.Helper()
	run(t, "mkdir -p /run/netns")
	run(t, "mount -t tmpfs tmpfs /run/netns")
	t.Cleanup(func() { run(t, "umount -l /run/netns") })
	run(t, "ip link add %s type bridge", bridgeName)
	t.Cleanup(func() { run(t, "ip link del %s", bridgeName) })
	run(t, "ip addr add %s dev %s", bridgeAddress, bridgeName)
	run(t, "ip link set %s up", bridgeName)
}

func (n *Node) namespace() string { return "/run/netns/" + n.Name }

// join makes the node's namespace and a cable from there to the bridge.
func (n *Node) join() {
	n.t.Helper()
	run(n.t, "ip netns add %s", n.Name)
	n.t.Cleanup(func() { run(n.t, "ip netns del %s", n.Name) })
	run(n.t, "ip link add %s type veth peer name eth0 netns %s", n.Name, n.Name)
	run(n.t, "ip link set %s master %s up", n.Name, bridgeName)
	for _, command := range []string{"ip link set lo up",
		"ip addr add " + n.Address + "/24 dev eth0", "ip link set eth0 up"} {
		n.run("%s", command)
	}
}

// Unplug takes the cable out: nobody reaches the node, clients neither.
func (n *Node) Unplug() { run(n.t, "ip link set %s down", n.Name) }

// Plug puts it in again.
func (n *Node) Plug() { run(n.t, "ip link set %s up", n.Name) }

// Carrier is "UP" or what else the node sees of its cable.
func (n *Node) Carrier() string {
	return strings.Fields(n.run("ip -brief link show eth0"))[1]
}

// Deafen drops what the node is sent from another.
func (n *Node) Deafen(from *Node) { n.run("iptables -w -A INPUT -s %s -j DROP", from.Address) }

// Silence drops what the node sends to another.
func (n *Node) Silence(to *Node) { n.run("iptables -w -A OUTPUT -d %s -j DROP", to.Address) }

// Lose drops so much, of 1, of what the node is sent from anybody.
func (n *Node) Lose(share float64) {
	n.run("iptables -w -A INPUT -i eth0 -m statistic --mode random --probability %.2f -j DROP",
		share)
}

// Choke lets so many kbit a second out of the node, to anybody. More waits.
func (n *Node) Choke(kbit int) {
	n.run("tc qdisc add dev eth0 root tbf rate %dkbit burst 4kb latency 300ms", kbit)
}

// Mend undoes all but Unplug.
func (n *Node) Mend() {
	n.run("iptables -w -F")
	if strings.Contains(n.run("tc qdisc show dev eth0"), "tbf") {
		n.run("tc qdisc del dev eth0 root")
	}
}

var (
	dropRule = regexp.MustCompile(`(?m)^\s*(\d+)\s+\d+\s+DROP`)
	overruns = regexp.MustCompile(`overlimits (\d+)`)
)

// Dropped is how many packets were, since the last Mend.
func (n *Node) Dropped() int { return sum(dropRule, n.run("iptables -w -nvxL")) }

// Delayed is how many packets waited for Choke.
func (n *Node) Delayed() int { return sum(overruns, n.run("tc -s qdisc show dev eth0")) }

func sum(pattern *regexp.Regexp, text string) (total int) {
	for _, match := range pattern.FindAllStringSubmatch(text, -1) {
		count, _ := strconv.Atoi(match[1]) // digits
		total += count
	}
	return total
}

// run runs a command in the node's network and gives what it said.
func (n *Node) run(format string, args ...any) string {
	n.t.Helper()
	return run(n.t, "nsenter --net=%s %s", n.namespace(), fmt.Sprintf(format, args...))
}

func run(t testing.TB, format string, args ...any) string {
	t.Helper()
	words := strings.Fields(fmt.Sprintf(format, args...))
	out, err := exec.Command(words[0], words[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", words, err, out)
	}
	return string(out)
}
