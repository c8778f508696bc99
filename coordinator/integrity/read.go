package integrity

import (
	"cmp"
	"hash"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Message is one that is stored in a stream, and whole.
type Message struct {
	Seq              uint64
	Stored           time.Time // by the server that stored it
	Subject          string
	Headers, Payload []byte
}

// piece is a record as it stands in a file.
type piece struct {
	storedMessage
	at    int // where it begins
	whole []byte
}

// pieces are the records of a block that are whole: messages by their sequences, and
// beside them what says that there are none.
func pieces(buf []byte, h hash.Hash64) (messages, markers []piece) {
	block{buf: buf, hash: h}.walk(func(rec storedMessage, at int) {
		p := piece{rec, at, buf[at : at+rec.bytes]}
		if rec.marker {
			markers = append(markers, p)
			return
		}
		messages = append(messages, p)
	}, func(Damage) {})
	slices.SortStableFunc(messages, func(a, b piece) int { return cmp.Compare(a.seq, b.seq) })
	return messages, markers
}

// blocksOf are the blocks of a stream; what is wrong with them Check tells.
func blocksOf(dataDir, path string, s Stream) (indexes []int, dir string) {
	found := Stream{Name: s.Name, Account: s.Account}
	r := reading{Stream: &found, dataDir: dataDir, path: path, pace: func(int) {}}
	return r.blocks()
}

// Read gives the messages of a stream that are whole, and that nothing in the store says
// were deleted, in the order of their sequences as far as blocks are in order. The result is the
// sequences of those that something says were.
func Read(dataDir string, s Stream, visit func(Message)) (deleted map[uint64]bool) {
	from := filepath.Join(dataDir, filepath.FromSlash(s.Dir))
	indexes, dir := blocksOf(dataDir, from, s)
	deleted = make(map[uint64]bool)
	var all []piece
	for _, index := range indexes {
		buf, err := os.ReadFile(filepath.Join(from, dir, blockName(index)))
		if err != nil {
			continue // Check tells
		}
		messages, markers := pieces(buf, blockHasher(s.Name, index))
		for _, m := range markers {
			if m.grave {
				deleted[m.seq] = true
			}
		}
		all = append(all, messages...)
	}
	for _, p := range all {
		if !deleted[p.seq] {
			visit(Message{p.seq, p.stored, string(p.subject), p.headers, p.payload})
		}
	}
	return deleted
}
