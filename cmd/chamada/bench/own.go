package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// ownSystem starts nodes, each a process of its own as in earnest, with their data in a
// temporary directory. That is made in the working directory: the system's own
// place for such may be in memory, where to sync costs nothing.
func ownSystem(ctx context.Context, s *session.Session, n int, stderr io.Writer,
	texts *words) (measure.System, func() error, error) {
	dir, err := os.MkdirTemp(".", "chamada-bench-")
	if err != nil {
		return measure.System{}, nil, err
	}
	s.Terminal.Notef(texts.ownSystem, dir)
	nodes, err := startNodes(ctx, dir, n, stderr)
	stop := func() error { return errors.Join(stopNodes(nodes), os.RemoveAll(dir)) }
	if err != nil {
		return measure.System{}, nil, errors.Join(err, stop())
	}
	var urls []string
	var system measure.System
	for _, node := range nodes {
		url := node.Client
		urls = append(urls, url)
		system.Pages = append(system.Pages, node.HTTP+metricsPath)
		system.Nodes = append(system.Nodes, func(context.Context) (*nats.Conn, error) {
			return nats.Connect(url)
		})
	}
	nc, err := nats.Connect(strings.Join(urls, ","))
	if err != nil {
		return measure.System{}, nil, errors.Join(err, stop())
	}
	system.Client = clients.New(nc, clients.Timeout(s.Flags.Timeout))
	return system, func() error { nc.Close(); return stop() }, nil
}

// startNodes returns when all serve, or will not. Those it returns are to be stopped, also
// with an error.
func startNodes(ctx context.Context, dir string, n int, stderr io.Writer) ([]*benchedNode, error) {
	flags, err := nodeFlags(dir, n)
	if err != nil {
		return nil, err
	}
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	nodes := make([]*benchedNode, n)
	var starting sync.WaitGroup
	for i := range nodes {
		starting.Go(func() {
			node, err := startNode(ctx, flags[i], stderr)
			if err != nil {
				fail(err) // none is left waiting for the others
			}
			nodes[i] = node
		})
	}
	starting.Wait()
	serving := slices.DeleteFunc(nodes, func(n *benchedNode) bool { return n == nil })
	return serving, context.Cause(ctx)
}

// stopNodes stops all at once: the last ones would wait for a majority.
func stopNodes(nodes []*benchedNode) error {
	errs := make([]error, len(nodes))
	var stopping sync.WaitGroup
	for i, node := range nodes {
		stopping.Go(func() { errs[i] = node.stop() })
	}
	stopping.Wait()
	return errors.Join(errs...)
}

// nodeFlags say where each of n nodes has its data and listens; one stands alone.
func nodeFlags(dir string, n int) ([][]string, error) {
	free, err := freeAddresses(n)
	if err != nil {
		return nil, err
	}
	flags := make([][]string, n)
	for i := range flags {
		name := fmt.Sprint("bench-", i+1)
		flags[i] = []string{"--data", filepath.Join(dir, name)}
		if n > 1 {
			flags[i] = append(flags[i], "--name", name, "--cluster-listen", free[i], "--routes",
				"nats://"+strings.Join(free, ",nats://"))
		}
	}
	return flags, nil
}

// freeAddresses are found by listening on them all for a moment: each node has to
// know the others' ports before they start, and none may take another's.
func freeAddresses(n int) (free []string, err error) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer func() { _ = l.Close() }()
		free = append(free, l.Addr().String())
	}
	return free, nil
}
