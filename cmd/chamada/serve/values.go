package serve

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/chamada/chamada/coordinator/embedded"
)

// address is a flag's value, HOST:PORT to listen on.
type address string

func (a *address) String() string { return string(*a) }
func (a *address) Type() string   { return "address" }

func (a *address) Set(s string) error {
	_, _, err := embedded.ParseListen(s)
	if err == nil {
		*a = address(s)
	}
	return err
}

// routes is a flag's value, the URLs of other nodes, separated by commas.
type routes string

func (r *routes) String() string { return string(*r) }
func (r *routes) Type() string   { return "routes" }

func (r *routes) Set(s string) error {
	var urls []string
	for route := range strings.SplitSeq(s, ",") {
		route = strings.TrimSpace(route)
		if err := checkRoute(route); err != nil {
			return err
		}
		urls = append(urls, route)
	}
	*r = routes(strings.Join(urls, ","))
	return nil
}

// checkRoute refuses what the NATS server would try to reach for ever, in vain.
func checkRoute(route string) error {
	u, err := url.Parse(route)
	if err != nil || u.Hostname() == "" || !strings.HasPrefix(route, "nats://") {
		return errors.New("not a URL nats://HOST:PORT")
	}
	if _, err := strconv.ParseUint(u.Port(), 10, 16); err != nil {
		return errors.New("no port")
	}
	return nil
}

// minSize is a journal's least maximum: a few records of the largest size. Less was
// meant to have a unit.
const minSize = 16 << 20

// size is a flag's value, bytes with their unit as people write them.
type size int64

func (b *size) Type() string { return "size" }

func (b *size) String() string {
	if *b == 0 {
		return ""
	}
	return humanize.Bytes(uint64(*b))
}

func (b *size) Set(s string) error {
	n, err := humanize.ParseBytes(s)
	if err != nil || strings.Contains(s, ",") || n < minSize || n > math.MaxInt64 {
		return errors.New("not a size")
	}
	*b = size(n)
	return nil
}

// logLevel is a flag's value, from debug to error.
type logLevel slog.Level

func (l *logLevel) String() string { return strings.ToLower(slog.Level(*l).String()) }
func (l *logLevel) Type() string   { return "level" }

func (l *logLevel) Set(s string) error { return (*slog.Level)(l).UnmarshalText([]byte(s)) }

// logFormat is a flag's value, "text" or "json".
type logFormat string

func (f *logFormat) String() string { return string(*f) }
func (f *logFormat) Type() string   { return "text|json" }

func (f *logFormat) Set(s string) error {
	if s != "text" && s != "json" {
		return fmt.Errorf("%q is neither text nor json", s)
	}
	*f = logFormat(s)
	return nil
}
