package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/bench"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/cmd/chamada/serve"
)

// benchSystem is the running system that the flags name or, when they name
// none, one of the measurement's own. The stop leaves nothing of either.
func benchSystem(ctx context.Context, s *session.Session, stderr io.Writer, texts benchText) (bench.System, func() error, error) {
	if s.Flags.Server == "" && s.Flags.Context == "" {
		return ownSystem(ctx, s, stderr, texts)
	}
	nc, client, err := s.Connect(ctx)
	if err != nil {
		return bench.System{}, nil, err
	}
	silent := connect.Events{Waiting: func() {}, Lost: func() {}, Back: func(string) {}} // the first connection tells
	system := bench.System{Client: client, Connect: func(ctx context.Context) (*nats.Conn, error) {
		return s.Flags.Connect(ctx, silent)
	}}
	return system, func() error { nc.Close(); return nil }, nil
}

// ownSystem serves as "chamada serve" does, from a temporary directory. That
// is made in the working directory: the system's own place for such may be in
// memory, where to sync costs nothing.
func ownSystem(ctx context.Context, s *session.Session, stderr io.Writer, texts benchText) (bench.System, func() error, error) {
	dir, err := os.MkdirTemp(".", "chamada-bench-")
	if err != nil {
		return bench.System{}, nil, err
	}
	s.Terminal.Notef(texts.ownSystem, dir)
	m := serve.New(serve.Config{
		DataDir: dir, Listen: "127.0.0.1:0",
		Logger: logOptions{level: slog.LevelWarn, format: "text"}.logger(stderr),
	})
	stop := func() error { return errors.Join(m.Close(), os.RemoveAll(dir)) }
	if err := m.Run(ctx); err != nil {
		return bench.System{}, nil, errors.Join(err, stop())
	}
	nc, err := nats.Connect(m.ClientURL())
	if err != nil {
		return bench.System{}, nil, errors.Join(err, stop())
	}
	return bench.System{
		Client:  clients.New(nc, clients.Timeout(s.Flags.Timeout)),
		Connect: func(context.Context) (*nats.Conn, error) { return nats.Connect(m.ClientURL()) },
	}, func() error { nc.Close(); return stop() }, nil
}
