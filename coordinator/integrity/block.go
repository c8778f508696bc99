package integrity

import (
	"encoding/binary"
	"hash"
)

// block is one file of records as it was read.
type block struct {
	file string // for people
	buf  []byte
	hash hash.Hash64
	last bool // no file follows: it may end within a record that was being written
}

// walk gives each record that verifies to visit, with its offset, and each
// stretch that does not to damaged. After a stretch it goes on with the next record
// that verifies.
func (b block) walk(visit func(r storedMessage, offset int), damaged func(Damage)) {
	for at := 0; at < len(b.buf); {
		r, length, ok := parse(b.hash, b.buf[at:])
		if ok {
			visit(r, at)
			at += r.bytes
			continue
		}
		next := b.next(at, length)
		damaged(b.damage(at, next))
		at = next
	}
}

func (b block) damage(from, to int) Damage {
	d := Damage{Kind: BadRecord, File: b.file, Offset: int64(from), Bytes: int64(to - from)}
	if b.last && to == len(b.buf) {
		d.Kind = BadTail
	}
	return d
}

// next is where the next record begins that verifies, the end without one. It is
// after the damaged one if its length is right; otherwise it is looked for.
func (b block) next(at, length int) int {
	if length > 0 {
		if _, _, ok := parse(b.hash, b.buf[at+length:]); ok {
			return at + length
		}
	}
	for i := at + 1; i+minRecord <= len(b.buf); i++ {
		if !b.plausible(i) {
			continue
		}
		if _, _, ok := parse(b.hash, b.buf[i:]); ok {
			return i
		}
	}
	return len(b.buf)
}

// plausible tells cheaply whether a record may begin at i: a search that hashed
// at every byte would take minutes. No server has stored 2^48 records, its clock, in
// nanoseconds, is between 2006 and 2150, and no subject of ours has 256 bytes.
func (b block) plausible(i int) bool {
	const most = 8 << 20 // bytes of the longest record that is looked for
	length := binary.LittleEndian.Uint32(b.buf[i:]) &^ hasHeaders
	year := b.buf[i+19]
	return length >= minRecord && length <= most && int(length) <= len(b.buf)-i &&
		b.buf[i+10] == 0 && b.buf[i+21] == 0 && year >= 0x10 && year < 0x50
}
