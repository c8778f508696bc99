package flags

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// noHost is what url.Parse takes in a host, and no name has.
const noHost = " \"'<>\\^`{|}"

var errPage = errors.New("not the address of a page")

// PageURL is a flag's value, what the addresses of the page begin with: a scheme that browsers
// open, a host and, where it is not the scheme's own, a port. Pages lead from the root of
// a host, so there is no path; what a camera reads holds nothing that is private to somebody.
type PageURL struct{ at *string }

// Page declares a flag for the address of the page, which is kept in p without a slash at its end.
func Page(p *string) *PageURL { return &PageURL{p} }

// String is the address, empty where none was given.
func (p *PageURL) String() string {
	if p.at == nil { // pflag asks a zero value
		return ""
	}
	return *p.at
}

// Type is what messages call the form that is wanted.
func (p *PageURL) Type() string { return "page" }

// Set takes an address that phones can open, and refuses any other.
func (p *PageURL) Set(s string) error {
	s = strings.TrimSuffix(strings.TrimSpace(s), "/")
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	host := u.Hostname()
	if u.Scheme != "http" && u.Scheme != "https" || host == "" || !portOf(u) ||
		s != u.Scheme+"://"+u.Host || strings.ContainsAny(host, noHost) ||
		strings.Contains(host, ":") && net.ParseIP(host) == nil {
		return errPage
	}
	*p.at = s
	return nil
}

// portOf tells whether the port is one, or left out.
func portOf(u *url.URL) bool {
	if !strings.Contains(strings.TrimPrefix(u.Host, "["+u.Hostname()+"]"), ":") {
		return true
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && n > 0
}
