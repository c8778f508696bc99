package connect

import (
	"net/url"
	"strings"

	"github.com/spf13/pflag"
)

// where are the flags that say which server, and as whom. A password is none of them: it
// is asked for again.
var where = []string{"server", "context", "creds", "nkey", "user", "tlsca", "tlscert",
	"tlskey", "insecure"}

// Typed are the flags of set that were given to find the server, as a command line has them,
// each behind a space: what somebody is told to type next goes to the same server then. A
// login within an address is left out.
func Typed(set *pflag.FlagSet) string {
	var typed strings.Builder
	for _, name := range where {
		flag := set.Lookup(name)
		switch {
		case flag == nil || !flag.Changed:
		case name == "insecure":
			typed.WriteString(" --insecure=" + flag.Value.String())
		case name == "server":
			typed.WriteString(" --server " + quoted(withoutLogins(flag.Value.String())))
		default:
			typed.WriteString(" --" + name + " " + quoted(flag.Value.String()))
		}
	}
	return typed.String()
}

// withoutLogins is a list of servers without what it has of logins.
func withoutLogins(servers string) string {
	list := strings.Split(servers, ",")
	for i, server := range list {
		if u, err := parseServer(strings.TrimSpace(server)); err == nil && u.User != nil {
			list[i] = (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
		}
	}
	return strings.Join(list, ",")
}

// quoted is a word for a shell.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
			strings.ContainsRune("-_./:,@%+=", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
