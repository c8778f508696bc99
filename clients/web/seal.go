package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
)

// Key is what gateways share, so that each opens what another has sealed. Whoever has it
// can read and forge sessions and receipts.
type Key [32]byte

// String says that it is a secret.
func (Key) String() string { return "(secret)" }

// GoString says that it is a secret.
func (Key) GoString() string { return "(secret)" }

// purpose keeps apart what is sealed: a receipt never passes for a session.
type purpose string

const (
	forSession purpose = "chamada web 1 session"
	forKiosk   purpose = "chamada web 1 kiosk"
	forReceipt purpose = "chamada web 1 receipt"
	forTicket  purpose = "chamada web 1 ticket"
	forEntry   purpose = "chamada web 1 entry"
	forPhone   purpose = "chamada web 1 phone"
	forClass   purpose = "chamada web 1 class"
	forStudent purpose = "chamada web 1 student"
)

var errSeal = errors.New("not sealed by a gateway with this key")

// seals seal and open small values.
type seals struct{ of map[purpose]cipher.AEAD }

func newSeals(k Key) *seals {
	s := &seals{make(map[purpose]cipher.AEAD)}
	for _, p := range []purpose{
		forSession, forKiosk, forReceipt, forTicket, forEntry, forPhone, forClass,
		forStudent,
	} {
		raw, err := hkdf.Key(sha256.New, k[:], nil, string(p), 32)
		if err != nil { // the lengths are right
			panic(err)
		}
		block, err := aes.NewCipher(raw)
		if err != nil {
			panic(err)
		}
		if s.of[p], err = cipher.NewGCMWithRandomNonce(block); err != nil {
			panic(err)
		}
	}
	return s
}

// seal makes of v a text for a cookie or an address.
func (s *seals) seal(p purpose, v any) string {
	plain, err := json.Marshal(v)
	if err != nil { // no value of ours can fail to encode
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(s.of[p].Seal(nil, nil, plain, nil))
}

// open reads into v what seal has made, for the same purpose.
func (s *seals) open(p purpose, text string, v any) error {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return errSeal
	}
	plain, err := s.of[p].Open(nil, nil, sealed, nil)
	if err != nil {
		return errSeal
	}
	return json.Unmarshal(plain, v)
}
