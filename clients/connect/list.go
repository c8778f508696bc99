package connect

import (
	"cmp"
	"net"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// ServerList reads servers separated by commas, as variables, files and people write
// them: with spaces, tabs, the CR of a file from Windows, a BOM, empty parts where a
// variable was not set, and some of them twice. It is empty when there is none.
func ServerList(text string) (servers []string) {
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimFunc(part, blank)
		if part != "" && !slices.Contains(servers, part) {
			servers = append(servers, part)
		}
	}
	return servers
}

// blank is what is not seen beside a server's address.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// Shown is where a server is, and no more of its URL than who connects. It hides also
// a token, which stands where a user name would.
func Shown(server string) string {
	u, err := parseServer(server)
	if err != nil {
		return "xxxxx" // what cannot be read may be a secret
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, User: u.User}
	if _, ok := u.User.Password(); u.User != nil && !ok {
		shown.User = url.User("xxxxx")
	}
	return shown.Redacted()
}

// parseServer reads a server's address as nats.go does: without a scheme it is nats://.
func parseServer(server string) (*url.URL, error) {
	if !strings.Contains(server, "://") {
		server = "nats://" + server
	}
	return url.Parse(server)
}

// withPort is a server's address with the port that nats.go takes where none is given.
func withPort(server string) string {
	u, err := parseServer(server)
	if err != nil || u.Port() != "" {
		return server
	}
	ports := map[string]string{"ws": "80", "wss": "443"}
	u.Host = net.JoinHostPort(u.Hostname(), cmp.Or(ports[u.Scheme], "4222"))
	return u.String()
}
