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
	// Code reads the code that the room sees.
	Code
	// Scan tells that a student sees the code, and gives a ticket for it.
	Scan
	// Check opens the next check of the roll.
	Check
	// Mark registers a student by the teacher's hand, or strikes one out.
	Mark
)

// Command is one request, as it stands in the journal.
type Command struct {
	Op      Op
	Student Student // of Present and Mark; of a Scan who is logged in, if a student is
	Detail  bool    // of List and End: the asker wants the time of each presence
	Admin   bool    // Teacher is an admin, to whom any roll is open
	// Last has a List show the roll that has ended last. The journal does not have it: to
	// the state it is a list like any other, only who asked is shown another roll.
	Last    bool
	Try     uint32 // of the request, by who sends it, from 1; zero is the first, too
	Class   uint64
	Key     Key    // of all that changes a roll; zero: cannot be repeated
	Time    Time   // when a replica received it
	Teacher string // who asks, if a teacher must; empty where there are no logins
	Born    Time   // when that login was made; zero: not known

	// Asked is what few commands have; it may be nil, and does not change.
	Asked *Asked

	Terms // of Start: what the roll call takes from its class

	Known Known // what its writer knew against it, see [State.Foresee]
	Open  int   // of Start: how many roll calls its login had open then, if many
}

// Key tells a request from all others: two commands with the same key are
// the same request, sent again. It is a hash, because there is one to keep
// for every presence.
type Key uint64

// NewKey is the key of a command under the id that its client gave it, in
// printable ASCII. All that makes it this request goes into the key: two
// students or two teachers with one id, or one id for two classes, are different requests.
func NewKey(c Command, id string) Key {
	buf := make([]byte, 0, 256)
	buf = append(buf, byte(c.Op))
	buf = binary.BigEndian.AppendUint64(buf, c.Class)
	buf = append(buf, c.Student[:]...)
	if c.Op == Mark && c.asked().Strike {
		buf = append(buf, 1) // which neither a login nor an id has
	}
	if c.Teacher != "" {
		buf = append(buf, c.Teacher...)
		buf = append(buf, 0) // which no id has: where the teacher ends
	}
	buf = append(buf, id...)
	sum := sha256.Sum256(buf)
	key := Key(binary.BigEndian.Uint64(sum[:]))
	return max(key, 1) // zero means none
}
