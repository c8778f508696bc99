package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"

	"github.com/minio/highwayhash"

	"github.com/chamada/chamada/coordinator/journal/record"
)

// rewrite puts others in the place of the last n records, which verify as well: what the server
// and the journal reckon over each of them is right.
func (p place) rewrite(n int, do func(payload []byte) []byte) {
	block := p.last()
	key := "CHAMADA-" + strings.TrimSuffix(filepath.Base(block), ".blk")
	p.reorder(block, func(all [][]byte) [][]byte {
		before := bytes.Join(all, nil)
		for i := len(all) - n; i < len(all); i++ {
			all[i] = p.rewritten(all[i], key, do)
		}
		if bytes.Equal(bytes.Join(all, nil), before) {
			p.t.Fatal("nothing is another")
		}
		return all
	})
}

// rewritten is a record with another payload: its length, with a bit for headers (4 bytes),
// sequence and time (16), the length of the subject (2), that, the headers with their length
// (4), the payload, and the hash (8).
func (p place) rewritten(b []byte, key string, do func(payload []byte) []byte) []byte {
	const lengths, sequence, hash = 22, 4, highwayhash.Size64
	subject := lengths + int(binary.LittleEndian.Uint16(b[20:]))
	headers, at := 0, subject
	if binary.LittleEndian.Uint32(b)&(1<<31) != 0 {
		headers, at = int(binary.LittleEndian.Uint32(b[subject:])), subject+4
	}
	payload := do(slices.Clone(b[at+headers : len(b)-hash]))
	unseal(payload)
	record.Seal(payload)
	b = append(slices.Clone(b[:at+headers]), payload...)
	binary.LittleEndian.PutUint32(b, uint32(len(b)+hash)|binary.LittleEndian.Uint32(b)&(1<<31))
	secret := sha256.Sum256([]byte(key))
	h, err := highwayhash.New64(secret[:])
	p.must(err)
	parts := [][]byte{b[sequence : lengths-2], b[lengths:subject], b[at:]}
	_, err = h.Write(bytes.Join(parts, nil))
	p.must(err)
	return h.Sum(b)
}

// unseal makes a record one whose sum is still to be reckoned.
func unseal(payload []byte) {
	const digits = 32
	line, _, _ := bytes.Cut(payload, []byte("\n"))
	copy(line[len(line)-digits:], bytes.Repeat([]byte("0"), digits))
}
