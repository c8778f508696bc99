package web

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// forwarders are the headers by which proxies say that they ask for somebody else.
var forwarders = []string{"Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "True-Client-Ip",
	"Cf-Connecting-Ip"}

// forwarded tells whether a proxy says that it has forwarded a request, from wherever.
func forwarded(h http.Header) bool {
	for name := range h {
		if strings.HasPrefix(name, "X-Forwarded") || slices.Contains(forwarders, name) {
			return true
		}
	}
	return false
}

// here tells whether a request comes from this machine, from somebody who has typed that
// it is this one: a page of elsewhere that has its name point here is not.
func (g *Gateway) here(r *http.Request) bool {
	from, _, _ := net.SplitHostPort(r.RemoteAddr)
	return !forwarded(r.Header) && loopback(from) && g.called(r.Host)
}

// named is a host without its port.
func named(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.Trim(host, "[]")
}

// ownMachine tells whether a host is what every machine calls itself.
func ownMachine(host string) bool {
	host = named(host)
	return strings.EqualFold(host, "localhost") || loopback(host)
}

// called tells whether host is what this machine may be called.
func (g *Gateway) called(host string) bool {
	host = named(host)
	return ownMachine(host) ||
		slices.ContainsFunc(g.cfg.Names, func(n string) bool {
			return strings.EqualFold(n, host)
		})
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
