package rollcall

import (
	"crypto/sha256"
	"encoding/binary"
)

// Op is what a command asks for.
type Op uint8

const (
	// Start opens the roll call of a class.
	Start Op = iota
	// Present registers a student.
	Present
	// List reads the roll.
	List
	// End ends the roll call, and reads it.
	End
)

// Command is one request, as it stands in the journal.
type Command struct {
	Op      Op
	Class   uint64
	Student Student // of Present
	Detail  bool    // of List and End: the asker wants the time of each presence
	Key     Key     // of Start, Present and End; zero: cannot be repeated
	Try     uint32  // of the request, by who sends it, from 1; zero is the first, too
	Time    Time    // when a replica received it
}

// Key tells a request from all others: two commands with the same key are
// the same request, sent again. It is a hash, because there is one to keep
// for every presence.
type Key uint64

// NewKey is the key of a request under the id that its client gave it. All
// that makes it this request goes into the key, so that two students who use
// one id, or one who uses it for two classes, do not get each other's reply.
func NewKey(op Op, class uint64, student Student, id string) Key {
	buf := make([]byte, 0, 160)
	buf = append(buf, byte(op))
	buf = binary.BigEndian.AppendUint64(buf, class)
	buf = append(buf, student[:]...)
	buf = append(buf, id...)
	sum := sha256.Sum256(buf)
	key := Key(binary.BigEndian.Uint64(sum[:]))
	return max(key, 1) // zero means none
}
