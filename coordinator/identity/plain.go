package identity

import "strings"

// maxCalled is how many bytes a client may call itself, its language and version.
const maxCalled = 64

// Plain tells whether a server may write into its log what a client calls itself, its
// language and version: nats-server puts them into the format string of each line
// about that client, where "%1000000d" makes a megabyte.
func Plain(called ...string) bool {
	for _, s := range called {
		if len(s) > maxCalled || strings.ContainsFunc(s, odd) {
			return false
		}
	}
	return true
}

func odd(r rune) bool { return r == '%' || r < ' ' || r >= 0x7f && r < 0xa0 }
