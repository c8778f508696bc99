package identity

import (
	"crypto/rand"
	"log/slog"
	"strings"

	"github.com/chamada/chamada/subjects"
)

const (
	// alphabet is Crockford's base32: no letter looks like a digit.
	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	// codeLen letters of 5 bits each are 60 random bits.
	codeLen = 12
	group   = 4
	// maxTyped bounds what is taken for a code, in bytes: twice its characters, each
	// of four bytes.
	maxTyped = 8 * codeLen
)

// Code is a generated access code. It shows itself only to who asks for it with
// [Code.Reveal]: printed or logged by mistake it says nothing.
type Code struct{ text string }

// newCode draws a code.
func newCode() Code {
	var b [codeLen]byte
	_, _ = rand.Read(b[:]) // it never fails
	for i := range b {
		b[i] = alphabet[b[i]%32]
	}
	return Code{string(b[:])}
}

// Reveal is the code as a person gets to see it, once: "7K2M-9QXT-04BD".
func (c Code) Reveal() string {
	var groups []string
	for rest := c.text; rest != ""; rest = rest[group:] {
		groups = append(groups, rest[:group])
	}
	return strings.Join(groups, "-")
}

const hidden = "[secret]"

// String says that it is a secret.
func (c Code) String() string { return hidden }

// GoString says that it is a secret.
func (c Code) GoString() string { return hidden }

// LogValue says that it is a secret.
func (c Code) LogValue() slog.Value { return slog.StringValue(hidden) }

// canonical is a code as it was generated, from what a person typed: in either
// case, with or without dashes and spaces of any kind and what else is pasted with
// them, O for 0, I or L for 1. The result of what is no code is no code either.
func canonical(typed string) string {
	if len(typed) > maxTyped {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if subjects.Filler(r) {
			return -1
		}
		switch r {
		case 'o', 'O':
			return '0'
		case 'i', 'I', 'l', 'L':
			return '1'
		case 0:
			return '?' // at the end it would make no difference to the hash
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, typed)
}
