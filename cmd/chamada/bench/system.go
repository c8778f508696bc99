package bench

import (
	"context"
	"io"
	"net/url"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// systemOf is the running system that the flags name or, when they name
// none, one of the measurement's own. The stop leaves nothing of either.
func systemOf(ctx context.Context, s *session.Session, o *options, stderr io.Writer,
	texts *words) (measure.System, func() error, error) {
	if !running(s) {
		return ownSystem(ctx, s, o.nodes, stderr, texts)
	}
	nc, client, err := s.Connect(ctx)
	if err != nil {
		return measure.System{}, nil, err
	}
	nodes, err := nodesOf(ctx, nc, func(url string, err error) {
		s.Terminal.Notef(texts.unreachable, url, s.Explain(err).What)
	})
	if err != nil {
		nc.Close()
		return measure.System{}, nil, err
	}
	return measure.System{Client: client, Nodes: nodes, Pages: o.metrics}, func() error {
		nc.Close()
		return nil
	}, nil
}

// nodesOf are the servers that nc knows, each once: one may be known by the
// address that was given and by that which the cluster tells. What cannot be
// reached, as can be with the latter, is left out and told; the error is that
// none can.
func nodesOf(ctx context.Context, nc *nats.Conn,
	leftOut func(server string, err error)) (nodes []measure.Connect, err error) {
	seen := map[string]bool{}
	for _, server := range nc.Servers() {
		reach := connectTo(nc, server)
		probe, failure := reach(ctx)
		if failure != nil {
			leftOut(server, failure)
			err = failure
			continue
		}
		id := probe.ConnectedServerId()
		probe.Close()
		if !seen[id] {
			seen[id] = true
			nodes = append(nodes, reach)
		}
	}
	if len(nodes) > 0 {
		return nodes, nil
	}
	return nil, err
}

// connectTo connects as nc was, but to one server and without a word: the
// first connection tells what becomes of the servers.
func connectTo(nc *nats.Conn, server string) measure.Connect {
	opts := nc.Opts
	opts.DisconnectedErrCB, opts.ReconnectedCB = nil, nil
	at := withLogin(server, nc.Opts.Servers)
	return func(context.Context) (*nats.Conn, error) { return connect.One(opts, at) }
}

// withLogin is a server's URL with the login that one of those given has in
// it, for what a cluster tells of itself has none.
func withLogin(server string, given []string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	for _, g := range given {
		if one, err := url.Parse(g); err == nil && u.User == nil {
			u.User = one.User
		}
	}
	return u.String()
}
