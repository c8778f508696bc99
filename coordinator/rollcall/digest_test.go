package rollcall_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// TestPropertyDigest has one replica apply one request more, or another one: where the two
// then differ in what could be asked of them, their digests do.
func TestPropertyDigest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(2)
		c.history.raises = 100
		t.Repeat(map[string]func(*rapid.T){"record": c.record})
		a, b := c.replicas[0], c.replicas[1]
		for _, r := range []*replica{a, b} {
			r.enter(
				entering{record: r.Next(), rules: rollcall.ByAge, written: c.history.now,
					age: c.history.age})
			q := c.history.request(t)
			r.Apply(rollcall.Position{Record: r.Next()}, q.command())
		}
		one, _ := a.digest()
		other, _ := b.digest()
		same := string(a.Dump(c.history.now)) == string(b.Dump(c.history.now))
		if same != (one == other) {
			t.Fatalf("of\n%s\nthe digest is %x, of\n%s\nit is %x", a.Dump(c.history.now), one,
				b.Dump(c.history.now), other)
		}
	})
}
