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
	clusters, err := newClusters(n)
	if err != nil {
		return nil, err
	}
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	var nodes []*serve.Main
	var starting sync.WaitGroup
	for i, c := range clusters {
		m := serve.New(serve.Config{
			DataDir: filepath.Join(dir, fmt.Sprint("node-", i+1)), Listen: "127.0.0.1:0", Cluster: c, Logger: logger,
		})
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

// newClusters are the configurations of n nodes; one stands alone. Each has to
// know the others' ports before they start, so free ones are picked by
// listening on them all for a moment.
func newClusters(n int) ([]serve.Cluster, error) {
	clusters := make([]serve.Cluster, n)
	if n == 1 {
		return clusters, nil
	}
	var routes []string
	for i := range clusters {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer func() { _ = l.Close() }()
		clusters[i].Name, clusters[i].Listen = fmt.Sprint("bench-", i+1), l.Addr().String()
		routes = append(routes, "nats://"+clusters[i].Listen)
	}
	for i := range clusters {
		clusters[i].Routes = strings.Join(routes, ",")
	}
	return clusters, nil
}
