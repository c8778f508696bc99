//go:build faults && linux

package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/faults/machine"
)

// size is how many nodes there are: a majority outlives any one of them.
const size = 3

// Cluster is three nodes.
type Cluster struct {
	Nodes []*Node
	t     testing.TB
}

// Node is a machine with an address of its own.
type Node struct {
	*machine.Machine
	Name    string
	Address string // without a port
	t       testing.TB
}

// New starts three nodes with the program and returns when all are well. In the flags,
// which are given besides, ADDRESS is the node's.
func New(t testing.TB, program string, flags ...string) *Cluster {
	t.Helper()
	c := &Cluster{t: t, Nodes: make([]*Node, size)}
	bridge(t)
	for i := range c.Nodes {
		c.Nodes[i] = newNode(t, program, i, flags)
	}
	for _, n := range c.Nodes {
		n.Start()
	}
	_ = c.AwaitWell()
	return c
}

func newNode(t testing.TB, program string, i int, flags []string) *Node {
	n := &Node{Name: fmt.Sprintf("n%d", i+1), Address: address(i), t: t}
	n.join()
	args := []string{
		"--name", n.Name, "--listen", n.Address + ":4222", "--http", n.Address + ":8222",
		"--insecure", "--log-level", "warn",
		"--cluster-listen", n.Address + ":6222", "--routes", routes(), "--replicas",
		fmt.Sprint(size),
	}
	for _, flag := range flags {
		args = append(args, strings.ReplaceAll(flag, "ADDRESS", n.Address))
	}
	n.Machine = machine.New(t, machine.NewDisk(t, "ext4"), n.inside(program), args...)
	return n
}

// inside is a program that runs the other one in the node's network.
func (n *Node) inside(program string) string {
	n.t.Helper()
	wrapper := filepath.Join(n.t.TempDir(), n.Name)
	script := fmt.Sprintf("#!/bin/sh\nexec nsenter --net=%s %s \"$@\"\n", n.namespace(), program)
	if err := os.WriteFile(wrapper, []byte(script), 0o700); err != nil {
		n.t.Fatal(err)
	}
	return wrapper
}

// URL is where clients connect to this node; they are told of the others.
func (n *Node) URL() string { return "nats://" + n.Address + ":4222" }

func address(i int) string { return fmt.Sprintf("10.0.0.%d", i+1) }

func routes() string {
	all := make([]string, size)
	for i := range all {
		all[i] = "nats://" + address(i) + ":6222"
	}
	return strings.Join(all, ",")
}

// Others are the nodes but for one.
func (c *Cluster) Others(n *Node) []*Node {
	var others []*Node
	for _, o := range c.Nodes {
		if o != n {
			others = append(others, o)
		}
	}
	return others
}
