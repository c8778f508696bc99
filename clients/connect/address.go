package connect

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Source is where an address comes from.
type Source struct {
	Name    string // of the flag, with its hyphens, the variable or the context; empty: the default
	Context bool
}

// The ways in which an address is none, for errors.Is. An address may have a password
// in it, and what is wrong with it is often that: no error repeats it.
var (
	ErrNoAddress = errors.New("there is no address")
	ErrURL       = errors.New("the server's address is not a URL")
	ErrScheme    = errors.New("a server's address begins with nats://, tls://, ws:// or wss://")
	ErrNoHost    = errors.New("the server's address has no host")
	ErrPort      = errors.New("the server's port is not 1 to 65535")
	ErrMixed     = errors.New("ws:// and wss:// do not go together with nats:// and tls://")
)

// AddressError is an address that no server can have. Nothing was connected to.
type AddressError struct {
	From   Source
	Server string // as it may be shown; empty if it may not
	Err    error  // one of those above
}

func (e *AddressError) Error() string {
	if e.Server == "" {
		return e.Err.Error()
	}
	return e.Server + ": " + e.Err.Error()
}

// Unwrap gives the cause to errors.Is.
func (e *AddressError) Unwrap() error { return e.Err }

// Servers reads a list of servers, see [ServerList]. The error is an [*AddressError].
func Servers(text string, from Source) ([]string, error) {
	servers := ServerList(text)
	if len(servers) == 0 {
		return nil, &AddressError{From: from, Err: ErrNoAddress}
	}
	webSockets := 0
	for _, server := range servers {
		u, err := checkServer(server)
		if err != nil {
			return nil, &AddressError{From: from, Server: showable(server, err), Err: err}
		}
		if webSocket(u) {
			webSockets++
		}
	}
	if webSockets != 0 && webSockets != len(servers) {
		return nil, &AddressError{From: from, Err: ErrMixed}
	}
	return servers, nil
}

func showable(server string, err error) string {
	if errors.Is(err, ErrURL) {
		return ""
	}
	return Shown(server)
}

func checkServer(server string) (*url.URL, error) {
	u, err := parseServer(server)
	if err != nil {
		return nil, ErrURL
	}
	switch port, err := strconv.ParseUint(u.Port(), 10, 16); {
	case !slices.Contains([]string{"nats", "tls", "ws", "wss"}, u.Scheme):
		return nil, ErrScheme
	case u.Hostname() == "":
		return nil, ErrNoHost
	case u.Port() != "" && (err != nil || port == 0):
		return nil, ErrPort
	}
	return u, nil
}

func webSocket(u *url.URL) bool { return strings.HasPrefix(u.Scheme, "ws") }
