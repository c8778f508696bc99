package integrity

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strconv"
	"time"

	"github.com/minio/highwayhash"
)

// A record in a block: its length (4 bytes, the highest bit says that there are
// headers), sequence (8), time (8), length of the subject (2), the subject, with
// headers their length (4) and the headers, the payload, and a hash (8) of all but
// the lengths.
const (
	headerBytes = 22
	hashBytes   = highwayhash.Size64
	minRecord   = headerBytes + hashBytes
	maxRecord   = 32 << 20 // what the server takes for the length of a record

	hasHeaders = 1 << 31 // in the length
	erased     = 1 << 63 // in the sequence: the record was overwritten
	tombstone  = 1 << 62 // in the sequence: says that a record was deleted
)

// headersBegin and headersEnd are around the headers of a message. Their length is
// in no hash, so that is how a wrong one is found.
var (
	headersBegin = []byte("NATS/1.0")
	headersEnd   = []byte("\r\n\r\n")
)

// storedMessage is one that verifies.
type storedMessage struct {
	seq     uint64
	marker  bool // erased, or a tombstone: there is no message in it
	grave   bool // a tombstone
	bytes   int
	stored  time.Time
	subject []byte
	headers []byte
	payload []byte
}

// hasher is the keyed hash of the records of one file.
func hasher(key string) hash.Hash64 {
	sum := sha256.Sum256([]byte(key))
	h, err := highwayhash.New64(sum[:])
	if err != nil {
		panic(err) // only for a key of another length
	}
	return h
}

func blockHasher(stream string, index int) hash.Hash64 {
	return hasher(stream + "-" + strconv.Itoa(index))
}

// sum hashes the parts as if they were one.
func sum(h hash.Hash64, parts ...[]byte) []byte {
	h.Reset()
	for _, p := range parts {
		_, _ = h.Write(p) // never fails
	}
	return h.Sum(nil)
}

// parse reads the record at the beginning of buf; ok is false when there is
// none that verifies. length is what the record claims to be long, 0 when that
// cannot be.
func parse(h hash.Hash64, buf []byte) (r storedMessage, length int, ok bool) {
	if len(buf) < minRecord {
		return storedMessage{}, 0, false
	}
	raw := binary.LittleEndian.Uint32(buf)
	length = int(raw &^ hasHeaders)
	subjectEnd := headerBytes + int(binary.LittleEndian.Uint16(buf[20:]))
	if length < minRecord || length > maxRecord || length > len(buf) ||
		subjectEnd > length-hashBytes {
		return storedMessage{}, 0, false
	}
	headers, payload, ok := split(buf[subjectEnd:length-hashBytes], raw&hasHeaders != 0)
	if !ok {
		return storedMessage{}, length, false
	}
	subject := buf[headerBytes:subjectEnd]
	if !bytes.Equal(sum(h, buf[4:20], subject, headers, payload), buf[length-hashBytes:length]) {
		return storedMessage{}, length, false
	}
	seq := binary.LittleEndian.Uint64(buf[4:])
	return storedMessage{
		seq: seq &^ (erased | tombstone), marker: seq&(erased|tombstone) != 0 || seq == 0,
		grave: seq&tombstone != 0,
		bytes: length, subject: subject, headers: headers, payload: payload,
		stored: time.Unix(0, int64(binary.LittleEndian.Uint64(buf[12:]))),
	}, length, true
}

// split parts the headers of a message from its payload.
func split(body []byte, headed bool) (headers, payload []byte, ok bool) {
	if !headed {
		return nil, body, true
	}
	if len(body) < 4 {
		return nil, nil, false
	}
	n := int(binary.LittleEndian.Uint32(body))
	if body = body[4:]; n < 0 || n > len(body) {
		return nil, nil, false
	}
	headers, payload = body[:n], body[n:]
	return headers, payload, bytes.HasPrefix(headers, headersBegin) &&
		bytes.HasSuffix(headers, headersEnd)
}
