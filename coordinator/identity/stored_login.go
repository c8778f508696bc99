package identity

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"

	"github.com/chamada/chamada/subjects"
)

const (
	// rounds is the count of PBKDF2. It is modest: the codes are random, 2^60 of
	// them, and the work must be done for every login of a morning's first minute.
	rounds = 1000
	// maxRounds bounds what a record may ask for, so that none can stall logins.
	maxRounds = 100_000
	saltLen   = 16
	hashLen   = 32
)

// User is a login as it may be shown.
type User struct {
	Login string        `json:"login"`
	Role  Role          `json:"role"`
	Name  string        `json:"name"`  // for people; may be empty
	Since subjects.Time `json:"since"` // when the login was created
}

// storedLogin is the value of a login in the bucket.
type storedLogin struct {
	Role   Role          `json:"role"`
	Name   string        `json:"name"`
	Salt   []byte        `json:"salt"`
	Hash   []byte        `json:"hash"`
	Rounds int           `json:"rounds"`
	Since  subjects.Time `json:"since"`
}

// proof is a keyed hash of a code: it takes a thousandth of the time of the record's own,
// and is good in this process only.
type proof [sha256.Size]byte

var proofKey = func() (key [sha256.Size]byte) {
	_, _ = rand.Read(key[:]) // it never fails
	return key
}()

func proofOf(typed string) proof {
	h := hmac.New(sha256.New, proofKey[:])
	h.Write([]byte(canonical(typed)))
	return proof(h.Sum(nil))
}

// seal makes the record open to code, and to no other.
func (r *storedLogin) seal(code Code) {
	r.Salt = make([]byte, saltLen)
	_, _ = rand.Read(r.Salt) // it never fails
	r.Rounds = rounds
	r.Hash = r.digest(code.text)
}

// opens tells, in a time that does not depend on the answer, whether typed is
// the record's code.
func (r *storedLogin) opens(typed string) bool {
	return subtle.ConstantTimeCompare(r.digest(canonical(typed)), r.Hash) == 1
}

func (r *storedLogin) digest(code string) []byte {
	h, err := pbkdf2.Key(sha256.New, code, r.Salt, r.Rounds, hashLen)
	if err != nil { // the lengths are right
		panic(err)
	}
	return h
}

func (r *storedLogin) user(login string) User {
	return User{Login: login, Role: r.Role, Name: r.Name, Since: r.Since}
}

func (r *storedLogin) encode() []byte {
	b, err := json.Marshal(r)
	if err != nil { // no field can fail to encode
		panic(err)
	}
	return b
}

// decodeRecord reads the value of a login in the bucket, which may have been
// written by anyone who may write there. The error has nothing of the value.
func decodeRecord(login string, data []byte) (*storedLogin, error) {
	r := &storedLogin{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, errors.New("the record is not understood")
	}
	if err := CheckLogin(r.Role, login); err != nil {
		return nil, err
	}
	if len(r.Salt) != saltLen || len(r.Hash) != hashLen || r.Rounds < 1 || r.Rounds > maxRounds {
		return nil, errors.New("the record has no hash that can be checked")
	}
	return r, nil
}
