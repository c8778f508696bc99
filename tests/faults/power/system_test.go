//go:build faults && linux

package power_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/tests/faults/machine"
)

// connections is how many the load has, spread over the nodes.
const connections = 6

// system is one node that stands alone, or a cluster, on a part of the
// sandbox's loopback that is its own.
type system struct {
	subnet int32
	nodes  []*machine.Machine
	losses int // of power
}

var subnets atomic.Int32

// newSystem has so many nodes that are off, with empty disks.
func newSystem(t *testing.T, program string, nodes int) *system {
	t.Helper()
	s := &system{subnet: subnets.Add(1), nodes: make([]*machine.Machine, nodes)}
	for i := range s.nodes {
		args := []string{"--listen", s.address(i, 4222), "--http", s.address(i, 8222)}
		if nodes > 1 {
			args = append(args, "--name", fmt.Sprintf("node-%d", i), "--cluster-listen",
				s.address(i, 6222), "--routes", s.urls(6222))
		}
		s.nodes[i] = machine.New(t, machine.NewDisk(t, *filesystem),
			filepath.Join(machine.Dir(), program), args...)
	}
	return s
}

// address is a node's, and no other node's of the first 65,536 systems.
func (s *system) address(node, port int) string {
	return fmt.Sprintf("127.%d.%d.%d:%d", s.subnet>>8, s.subnet&0xff, 1+node, port)
}

func (s *system) urls(port int) string {
	all := make([]string, len(s.nodes))
	for i := range all {
		all[i] = "nats://" + s.address(i, port)
	}
	return strings.Join(all, ",")
}

// connect makes clients that come back to whatever node is there.
func (s *system) connect(t *testing.T) []*clients.Client {
	t.Helper()
	all := make([]*clients.Client, connections)
	for i := range all {
		nc, err := nats.Connect(s.urls(4222), nats.MaxReconnects(-1),
			nats.ReconnectWait(50*time.Millisecond),
			nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(nc.Close)
		all[i] = clients.New(nc, clients.Timeout(patience))
	}
	return all
}

// losePower takes it from machines in one moment.
func (s *system) losePower(nodes ...*machine.Machine) {
	machine.LosePower(nodes...)
	s.losses++
}

// start turns machines on, all at once, and waits until they serve.
func start(nodes ...*machine.Machine) (err error) {
	for _, m := range nodes {
		m.Start()
	}
	for _, m := range nodes {
		err = errors.Join(err, m.AwaitServing())
	}
	return err
}
