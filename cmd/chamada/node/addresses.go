package node

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// shown are the URLs of a listener for others to use: 0.0.0.0 is no address to dial, and
// the loopback is nobody else's. Where it listens on every interface they are of the
// names it is known by, or else of the machine's addresses on its networks.
func shown(at string, names []string) string {
	u, err := url.Parse(at)
	if err != nil {
		return at // ours, and so never
	}
	if len(names) == 0 {
		names = networkAddresses()
	}
	var urls []string
	for _, name := range names {
		u.Host = net.JoinHostPort(name, u.Port())
		urls = append(urls, u.String())
	}
	return strings.Join(urls, ",")
}

// networkAddresses are the machine's, of version 6 when there are no others, and the
// loopback when there are none at all. First comes the one that other networks see: a
// machine may have more for its own containers.
func networkAddresses() []string {
	all, _ := net.InterfaceAddrs() // no word of any is none
	var four, six []string
	for _, a := range all {
		switch n, ok := a.(*net.IPNet); {
		case !ok || !n.IP.IsGlobalUnicast():
		case n.IP.To4() != nil:
			four = append(four, n.IP.String())
		default:
			six = append(six, n.IP.String())
		}
	}
	switch {
	case len(four) > 0:
		return firstOf(four, outward())
	case len(six) > 0:
		return six
	default:
		return []string{"127.0.0.1"}
	}
}

// outward is the address from which this machine would send to another network, empty when
// it knows no way. Nothing is sent.
func outward() string {
	conn, err := net.Dial("udp4", "198.51.100.1:9") // of nobody, for documents
	if err != nil {
		return ""
	}
	defer func() { _ = conn.Close() }()
	host, _, _ := net.SplitHostPort(conn.LocalAddr().String())
	return host
}

// firstOf is all, with one in front if it is among them.
func firstOf(all []string, one string) []string {
	i := slices.Index(all, one)
	if i <= 0 {
		return all
	}
	return slices.Insert(slices.Delete(all, i, i+1), 0, one)
}

// everyInterface tells whether a host to listen on is all of the machine's.
func everyInterface(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "" || ip != nil && ip.IsUnspecified()
}

// names are what the certificate vouches for, without wildcards, which are no names.
func (c *certificate) names() []string {
	leaf := c.current.Load().Leaf
	names := slices.Clone(leaf.DNSNames)
	for _, ip := range leaf.IPAddresses {
		if !ip.IsLoopback() {
			names = append(names, ip.String())
		}
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return strings.Contains(name, "*") || name == "localhost"
	})
}
