// Package record writes and reads a record of the journal: the journal's own lines, and
// below them what the journal's machine has written, which is opaque here. All is text, so
// that an operator can read it. The version in the first line says by which rules a record
// is applied.
//
// The first version has one line of its own: the epoch of the stream that the record
// was written for, and when that was by the clock of the stream's leader, in milliseconds
// since the Unix epoch.
//
//	chamada 1 gRzHTk4ggVtvOC2rbNxAyv 1795370645148
//
// The second has in it, after that, the age of the writer in milliseconds; for how long
// nobody ran after the record of that number, where somebody was the first to run again;
// and the first 16 bytes of a SHA-256 over all of the record but these. Further lines may
// follow: that the version is raised, with the time from which ages are reckoned; and a
// digest of all records up to one, see [Chain].
//
//	chamada 2 gRzHTk4ggVtvOC2rbNxAyv 1795370645148 86400000 off=57600000@40 6c1f…
//	raise 2 1795370645148
//	digest 39 b3d0…
//
// The third looks like the second: its commands and rules are more, which is the machine's
// affair. The fourth also has in the first line, before the checksum, the last record that the
// writer had applied; and "fence" where later records whose writers had not applied this one
// are to have no effect. It holds if the record has the digest of all before it.
//
//	chamada 4 gRzHTk4ggVtvOC2rbNxAyv 1795370645148 86400000 after=40 fence 6c1f…
//	digest 40 b3d0…
//
// A line that is not known begins the machine's part. What is not known in the first line
// stops a replica: an older program must not go past what it does not understand.
package record

import (
	"errors"
	"time"
)

const (
	// First is the version of the format that is not written any more once the journal
	// was raised.
	First = 1
	// Fourth is the first version whose records say what their writer had applied.
	Fourth = 4
	// Highest is the version up to which this program reads and writes.
	Highest = 4
)

// Room is more bytes than the lines of a record take that are not the machine's.
const Room = 1 << 9

var (
	// ErrForeign: not a record of this journal. Every replica passes over it.
	ErrForeign = errors.New("not a record of this journal")
	// ErrNewer: a record that a later version wrote. Passing over it would make
	// this replica's state differ from the others'.
	ErrNewer = errors.New("a later version of chamada wrote this journal: upgrade this replica")
	// ErrDamaged: a record that is not as it was written.
	ErrDamaged = errors.New("a record of the journal is damaged")
)

// Header is what a record's writer says of it in the first line.
type Header struct {
	Version int
	Epoch   string
	Written time.Time // by the clock of the stream's leader, to the millisecond

	Age      time.Duration // of the writer, to the millisecond; from the second version on
	Off      time.Duration // for how long nobody ran; zero: nothing is said of it
	OffAfter uint64        // the record after which that was

	After uint64 // the last record that the writer had applied; from the fourth version on
	Fence bool   // it would be one, see [Record.IsFence]
}

// Raise is the line that raises the version of the journal.
type Raise struct {
	To    int       // zero: there is no such line
	Stamp time.Time // the time at which what there is has the age of the record
}

// Record is a record in its place.
type Record struct {
	Header
	Raise
	Digest // of records before it; zero: there is no such line

	Seq  uint64 // where it stands, from 1
	Body []byte // the machine's part
}

// IsFence tells whether later records whose writers had not applied this one are to have no
// effect. The journal may always be cut in front of it.
func (r *Record) IsFence() bool { return r.Fence && r.Seq > 0 && r.Through == r.Seq-1 }
