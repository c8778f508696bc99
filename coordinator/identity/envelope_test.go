package identity

import (
	"bytes"
	"testing"

	"github.com/nats-io/nkeys"
	"pgregory.net/rapid"
)

// TestPropertyEnvelope has the curve keys of nkeys seal, and open beside ours: both come to
// the same, also where bytes were changed on the way.
func TestPropertyEnvelope(t *testing.T) {
	s := NewSecret()
	ours, theirs := newEnvelope(s), s.encryption()
	rapid.Check(t, func(t *rapid.T) {
		server, err := nkeys.CreateCurveKeys()
		if err != nil {
			t.Fatal(err)
		}
		text := rapid.SliceOf(rapid.Byte()).Draw(t, "text")
		sealed, err := server.Seal(text, publicKey(theirs))
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "changed") {
			i := rapid.IntRange(0, len(sealed)-1).Draw(t, "at")
			sealed[i] ^= rapid.ByteRange(1, 255).Draw(t, "by")
		}
		sealed = sealed[:rapid.IntRange(0, len(sealed)).Draw(t, "cut")]
		for range 2 { // the second time the shared key is known
			got, err := ours.open(sealed, publicKey(server))
			want, wrong := theirs.Open(sealed, publicKey(server))
			if (err != nil) != (wrong != nil) || !bytes.Equal(got, want) {
				t.Fatalf("%q, %v instead of %q, %v", got, err, want, wrong)
			}
		}
	})
}

// TestEnvelopeOfManyServers has more servers ask than are remembered, and one that has no
// key at all.
func TestEnvelopeOfManyServers(t *testing.T) {
	s := NewSecret()
	e, to := newEnvelope(s), publicKey(s.encryption())
	for range 2*maxShared + 1 {
		server, err := nkeys.CreateCurveKeys()
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := server.Seal([]byte("x"), to)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := e.open(sealed, publicKey(server)); err != nil || string(text) != "x" {
			t.Fatalf("%q, %v", text, err)
		}
		if _, err := e.open(sealed, "X"+publicKey(server)[1:41]); err == nil {
			t.Error("what has no key of a server was opened")
		}
	}
	if n := len(e.shared); n > maxShared {
		t.Errorf("%d keys are remembered", n)
	}
}
