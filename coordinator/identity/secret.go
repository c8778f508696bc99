package identity

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/url"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

const secretLen = 32

// Secret is what the coordinators of one cluster share: whoever has it can be any of
// them, and let anybody in. Printed or logged by mistake it says nothing.
type Secret struct{ key *[secretLen]byte } // behind a pointer: fmt does not follow it

// NewSecret draws a secret.
func NewSecret() Secret {
	s := Secret{new([secretLen]byte)}
	_, _ = rand.Read(s.key[:]) // it never fails
	return s
}

var errSecretText = errors.New("it must be 64 hexadecimal digits")

// parseSecret reads the text of a secret. The error has nothing of it.
func parseSecret(text []byte) (Secret, error) {
	s := Secret{new([secretLen]byte)}
	if len(text) != hex.EncodedLen(secretLen) {
		return Secret{}, errSecretText
	}
	if _, err := hex.Decode(s.key[:], text); err != nil {
		return Secret{}, errSecretText
	}
	return s, nil
}

// String says that it is a secret.
func (s Secret) String() string { return hidden }

// GoString says that it is a secret.
func (s Secret) GoString() string { return hidden }

// LogValue says that it is a secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// purpose is what a key is for. A key tells nothing of another.
type purpose string

const (
	forIssuer      purpose = "chamada 1 issuer"
	forEncryption  purpose = "chamada 1 encryption"
	forCoordinator purpose = "chamada 1 coordinator"
	forCallout     purpose = "chamada 1 callout"
	forSystem      purpose = "chamada 1 system"
	forRoute       purpose = "chamada 1 route"
	forGateway     purpose = "chamada 1 gateway"
	forPages       purpose = "chamada 1 pages"
)

// raw is 32 bytes for a purpose.
func (s Secret) raw(p purpose) []byte {
	raw, err := hkdf.Key(sha256.New, s.key[:], nil, string(p), 32)
	if err != nil { // the lengths are right, here and below
		panic(err)
	}
	return raw
}

func (s Secret) derive(p purpose, kind nkeys.PrefixByte) nkeys.KeyPair {
	seed, err := nkeys.EncodeSeed(kind, s.raw(p))
	if err != nil {
		panic(err)
	}
	k, err := nkeys.FromSeed(seed)
	if err != nil {
		panic(err)
	}
	return k
}

func (s Secret) issuer() nkeys.KeyPair     { return s.derive(forIssuer, nkeys.PrefixByteAccount) }
func (s Secret) encryption() nkeys.KeyPair { return s.derive(forEncryption, nkeys.PrefixByteCurve) }

// Coordinator logs a connection in as a coordinator, in [AccountCoordinators].
func (s Secret) Coordinator() nats.Option { return s.login(forCoordinator) }

// Callout logs a connection in as one that answers the callout.
func (s Secret) Callout() nats.Option { return s.login(forCallout) }

// System logs a connection in to the servers' own account.
func (s Secret) System() nats.Option { return s.login(forSystem) }

// Route is what the servers of a cluster show each other: who knows it is one of
// them, and may do in every account what it likes. The password is a secret.
func (s Secret) Route() *url.Userinfo {
	return url.UserPassword("chamada", hex.EncodeToString(s.raw(forRoute)))
}

// CoordinatorSeed is the key of [Secret.Coordinator] as a file of the nats command line has it: the
// seed of an nkey. Whoever has it reads and writes everything.
func (s Secret) CoordinatorSeed() []byte {
	seed, err := s.derive(forCoordinator, nkeys.PrefixByteUser).Seed()
	if err != nil { // every pair was made from a seed
		panic(err)
	}
	return seed
}

func (s Secret) login(p purpose) nats.Option {
	k := s.derive(p, nkeys.PrefixByteUser)
	return nats.Nkey(publicKey(k), k.Sign)
}

// Public is what the servers must know of a secret. It is no secret.
type Public struct {
	Issuer      string // signs who may connect
	Encryption  string // codes are encrypted for it
	Coordinator string // user of [AccountCoordinators]
	Callout     string // user of [AccountCallout]
	System      string // user of [AccountSystem]
}

// Public is the keys for the servers' configuration.
func (s Secret) Public() Public {
	user := func(p purpose) string { return publicKey(s.derive(p, nkeys.PrefixByteUser)) }
	return Public{
		Issuer: publicKey(s.issuer()), Encryption: publicKey(s.encryption()),
		Coordinator: user(forCoordinator), Callout: user(forCallout), System: user(forSystem),
	}
}

func publicKey(k nkeys.KeyPair) string {
	p, err := k.PublicKey()
	if err != nil { // every pair was made from a seed
		panic(err)
	}
	return p
}
