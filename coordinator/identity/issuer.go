package identity

import (
	"crypto/ed25519"

	"github.com/nats-io/nkeys"
)

// issuer signs who may connect. A pair of nkeys derives its keys from the seed each time
// that it signs or says which it is, which takes twice as long as to sign.
type issuer struct {
	nkeys.KeyPair
	public  string
	private ed25519.PrivateKey
}

func newIssuer(s Secret) issuer {
	pair := s.issuer()
	return issuer{pair, publicKey(pair), ed25519.NewKeyFromSeed(s.raw(forIssuer))}
}

// PublicKey is how servers know it.
func (i issuer) PublicKey() (string, error) { return i.public, nil }

// Sign signs as the pair does.
func (i issuer) Sign(text []byte) ([]byte, error) { return ed25519.Sign(i.private, text), nil }
