package embedded

import (
	"crypto/tls"
	"net/url"
	"strings"

	"github.com/nats-io/nats-server/v2/server"
)

// Cluster makes the server one node of a cluster. The zero value is none.
type Cluster struct {
	Name   string   // the same at every node
	Listen string   // HOST:PORT for the other nodes
	Routes []string // nats:// URLs of the other nodes, or of all

	// Advertise is the HOST:PORT of this node that clients of every node are
	// told, to move there when theirs dies. Empty is every address of the
	// machine, which clients beyond a NAT or a container's bridge cannot reach.
	Advertise string

	// Login is what nodes show each other. Nil: whoever reaches Listen is a node.
	Login *url.Userinfo
	// TLS is of both ends of a connection between nodes; nil: not encrypted.
	TLS *tls.Config
}

func (c Cluster) apply(opts *server.Options) error {
	if c.Listen == "" {
		return nil
	}
	host, port, err := ParseListen(c.Listen)
	if err != nil {
		return err
	}
	if port == 0 {
		port = server.RANDOM_PORT
	}
	opts.Cluster = server.ClusterOpts{
		Name: c.Name, Host: host, Port: port,
		PingInterval: routePing, MaxPingsOut: routePingsOut,
	}
	if c.TLS != nil {
		opts.Cluster.TLSConfig, opts.Cluster.TLSTimeout = c.TLS, tlsWithin.Seconds()
	}
	opts.ClientAdvertise = c.Advertise
	opts.Routes, err = parseRoutes(c.Routes)
	if c.Login != nil {
		opts.Cluster.Username = c.Login.Username()
		opts.Cluster.Password, _ = c.Login.Password()
		for _, route := range opts.Routes {
			route.User = c.Login
		}
	}
	return err
}

func parseRoutes(routes []string) ([]*url.URL, error) {
	urls := make([]*url.URL, 0, len(routes))
	for _, route := range routes {
		u, err := url.Parse(route)
		if err != nil || u.Host == "" { // err repeats the URL, which may have a password in it
			return nil,
				&Error{Code: RouteInvalid, Subject: route[strings.LastIndexByte(route, '@')+1:]}
		}
		urls = append(urls, u)
	}
	return urls, nil
}
