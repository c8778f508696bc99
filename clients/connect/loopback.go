package connect

import (
	"net"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"
)

// Seal keeps a login from leaving this machine without TLS: where one is used, TLS is
// asked for unless all servers are on the loopback, and to none beyond it, also none
// that a cluster tells of later, anything is sent before TLS has begun. It goes after
// the options that set servers and login.
func Seal(o *nats.Options) error {
	d := newDialer(*o)
	d.sealed = loggedIn(*o)
	o.Secure = o.Secure || d.sealed && slices.ContainsFunc(servers(*o), beyondLoopback)
	o.CustomDialer, o.SkipHostLookup = d, true
	return nil
}

// Unseal is Seal for who accepts that a login can be read on the way.
func Unseal(o *nats.Options) error {
	o.CustomDialer, o.SkipHostLookup = newDialer(*o), true
	return nil
}

// servers are those of a connection, whichever way they were given.
func servers(o nats.Options) []string {
	if o.Url == "" {
		return o.Servers
	}
	return append(ServerList(o.Url), o.Servers...)
}

// loggedIn tells whether a connection with these options is somebody's.
func loggedIn(o nats.Options) bool {
	return o.User != "" || o.Token != "" || o.Nkey != "" || o.UserJWT != nil ||
		slices.ContainsFunc(servers(o), func(server string) bool {
			return strings.Contains(server, "@")
		})
}

// beyondLoopback tells whether a server is on another machine, or may be: a name is
// looked up.
func beyondLoopback(server string) bool {
	u, err := parseServer(server)
	if err != nil {
		return true
	}
	hosts, err := net.LookupHost(u.Hostname())
	return err != nil || slices.ContainsFunc(hosts, func(host string) bool {
		return !loopback(host)
	})
}

func loopbackAddress(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && loopback(host)
}

func loopback(host string) bool {
	host, _, _ = strings.Cut(host, "%") // the zone of an IPv6 address
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
