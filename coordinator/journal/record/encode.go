package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

const (
	name      = "chamada "
	raiseLine = "raise "
	digest    = "digest "
	off       = "off="
	after     = "after="
	fence     = "fence"

	hexSum = 2 * sumSize
)

// unsealed stands where [Seal] puts the sum.
var unsealed = bytes.Repeat([]byte{'0'}, hexSum)

// Append appends the journal's lines of a record that is not sealed yet.
func (r *Record) Append(b []byte) []byte {
	b = r.Header.append(b)
	if r.Raise.To != 0 {
		b = append(b, raiseLine...)
		b = strconv.AppendInt(b, int64(r.Raise.To), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, r.Stamp.UnixMilli(), 10)
		b = append(b, '\n')
	}
	if r.Digest != (Digest{}) {
		b = append(b, digest...)
		b = strconv.AppendUint(b, r.Through, 10)
		b = append(b, ' ')
		b = hex.AppendEncode(b, r.Of[:])
		b = append(b, '\n')
	}
	return b
}

func (h *Header) append(b []byte) []byte {
	b = append(b, name...)
	b = strconv.AppendInt(b, int64(h.Version), 10)
	b = append(b, ' ')
	b = append(b, h.Epoch...)
	b = append(b, ' ')
	b = strconv.AppendInt(b, h.Written.UnixMilli(), 10)
	if h.Version > First {
		b = h.appendSecond(b)
	}
	return append(b, '\n')
}

// appendSecond appends what the second version has in the first line beyond the first.
func (h *Header) appendSecond(b []byte) []byte {
	b = append(b, ' ')
	b = strconv.AppendInt(b, h.Age.Milliseconds(), 10)
	b = append(b, ' ')
	if h.Off != 0 {
		b = append(b, off...)
		b = strconv.AppendInt(b, h.Off.Milliseconds(), 10)
		b = append(b, '@')
		b = strconv.AppendUint(b, h.OffAfter, 10)
		b = append(b, ' ')
	}
	if h.Version >= Fourth {
		b = h.appendFourth(b)
	}
	return append(b, unsealed...)
}

// appendFourth appends what the fourth version has in the first line beyond the third.
func (h *Header) appendFourth(b []byte) []byte {
	b = append(b, after...)
	b = strconv.AppendUint(b, h.After, 10)
	b = append(b, ' ')
	if h.Fence {
		b = append(b, fence...)
		b = append(b, ' ')
	}
	return b
}

// Seal makes a record complete to which the machine's part was appended.
func Seal(data []byte) {
	if line, rest, ok := bytes.Cut(data, []byte{'\n'}); ok && bytes.HasSuffix(line, unsealed) {
		at := len(line) - hexSum
		sum := sumOf(data[:at], rest)
		hex.Encode(data[at:], sum[:])
	}
}

const sumSize = 16

// Sum is a checksum of bytes.
type Sum [sumSize]byte

func sumOf(parts ...[]byte) (s Sum) {
	h := sha256.New()
	for _, part := range parts {
		_, _ = h.Write(part) // it never fails
	}
	copy(s[:], h.Sum(nil))
	return s
}
