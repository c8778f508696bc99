package node_test

import (
	"strings"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/node"
)

// FuzzPublicURL has an operator type servers with a password or a token in them: it
// is not shown, whatever else is.
func FuzzPublicURL(f *testing.F) {
	for _, text := range []string{
		"nats://clara:%s@host:4222", "clara:%s@host", "nats://%s@host", "%s@host:4222",
		"nats://a, tls://x:%s@b:1", "nats://u:%s@[::1",
		"nats:/u:%s@h", "ws://u:%s@h/path?x#y", "nats://u:a,%s@h", "x:%s@h://",
	} {
		before, after, _ := strings.Cut(text, "%s")
		f.Add(before, after)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "s3cr3tOfTheServers"
		if end := strings.IndexAny(after, "@:,/?#"); end < 0 || after[end] != '@' ||
			strings.Count(after, "@") > 1 {
			return // a user's name, or a host
		}
		text := before + secret + after
		if shown := node.New(node.Config{Servers: text}).PublicURL(); strings.Contains(shown,
			secret) {
			t.Fatalf("%q is shown as %q", text, shown)
		}
	})
}
