package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/bench"
	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/cmd/chamada/serve"
)

// ownSystem serves as "chamada serve" does, from a temporary directory. That
// is made in the working directory: the system's own place for such may be in
// memory, where to sync costs nothing.
func ownSystem(ctx context.Context, s *session.Session, n int, stderr io.Writer, texts benchText) (bench.System, func() error, error) {
	dir, err := os.MkdirTemp(".", "chamada-bench-")
	if err != nil {
		return bench.System{}, nil, err
	}
	s.Terminal.Notef(texts.ownSystem, dir)
	log := logOptions{level: slog.LevelWarn, format: "text"}
	if n > 1 {
		log.level = slog.LevelError // they warn of each other while they come and go
	}
	nodes, err := startNodes(ctx, dir, n, log.logger(stderr))
	stop := func() error { return errors.Join(stopNodes(nodes), os.RemoveAll(dir)) }
	if err != nil {
		return bench.System{}, nil, errors.Join(err, stop())
	}
	var urls []string
	system := bench.System{Inside: true}
	for _, m := range nodes {
		url := m.ClientURL()
		urls = append(urls, url)
		system.Nodes = append(system.Nodes, func(context.Context) (*nats.Conn, error) { return nats.Connect(url) })
	}
	nc, err := nats.Connect(strings.Join(urls, ","))
	if err != nil {
		return bench.System{}, nil, errors.Join(err, stop())
	}
	system.Client = clients.New(nc, clients.Timeout(s.Flags.Timeout))
	return system, func() error { nc.Close(); return stop() }, nil
}

// startNodes returns when all serve. Those it returns are to be stopped, also
// with an error.
func startNodes(ctx context.Context, dir string, n int, logger *slog.Logger) ([]*serve.Main, error) {
	configs, err := nodeConfigs(n)
	if err != nil {
		return nil, err
	}
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	var nodes []*serve.Main
	var starting sync.WaitGroup
	for i, cfg := range configs {
		cfg.DataDir, cfg.Logger = filepath.Join(dir, fmt.Sprint("node-", i+1)), logger
		m := serve.New(cfg)
		nodes = append(nodes, m)
		starting.Go(func() {
			if err := m.Run(ctx); err != nil {
				fail(err) // none is left waiting for the others
			}
		})
	}
	starting.Wait()
	return nodes, context.Cause(ctx)
}

// stopNodes stops all at once: the last ones would wait for a majority.
func stopNodes(nodes []*serve.Main) error {
	errs := make([]error, len(nodes))
	var stopping sync.WaitGroup
	for i, m := range nodes {
		stopping.Go(func() { errs[i] = m.Close() })
	}
	stopping.Wait()
	return errors.Join(errs...)
}

// nodeConfigs say where each of n nodes listens; one stands alone.
func nodeConfigs(n int) ([]serve.Config, error) {
	if n == 1 {
		return []serve.Config{{Listen: "127.0.0.1:0"}}, nil
	}
	free, err := freeAddresses(2 * n)
	if err != nil {
		return nil, err
	}
	forClients, forNodes := free[:n], free[n:]
	routes := "nats://" + strings.Join(forNodes, ",nats://")
	configs := make([]serve.Config, n)
	for i := range configs {
		configs[i] = serve.Config{
			Listen:  forClients[i],
			Cluster: serve.Cluster{Name: fmt.Sprint("bench-", i+1), Listen: forNodes[i], Routes: routes},
		}
	}
	return configs, nil
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
