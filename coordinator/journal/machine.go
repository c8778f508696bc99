package journal

import (
	"time"

	"github.com/chamada/chamada/coordinator/journal/record"
)

// Entry is what is submitted to be journaled, opaque to the journal. Either the machine
// answers it or Fail is called, once, on a goroutine of the journal, with
// [ErrOverloaded] or [ErrUnavailable].
type Entry = interface{ Fail(error) }

// Machine is what the journal is a journal of: a state that follows from the records, in
// their order. Its methods are called on one goroutine, but for Append, whose calls are on
// another one.
type Machine interface {
	// Append appends an entry as it stands in a record of that version.
	Append(b []byte, version int, e Entry) []byte
	// Apply makes a record take effect, by the rules of its version. When this replica has
	// submitted them and they wait, own has them, in their order, and answer answers them; it is
	// called at most once, on another goroutine. An error leaves the state as it was:
	// [record.ErrNewer] when this replica must not go on, else the record is passed over.
	Apply(r record.Record, own []Entry) (answer func(), err error)
	// Pass goes past a record, whether or not it was applied.
	Pass(seq uint64)
	// Lose goes past records that are lost for good.
	Lose(first, last uint64)
	// Begins tells that the journal has no record before first any more.
	Begins(first uint64)
	// Reset begins again with nothing, before the first record.
	Reset()
	// Sweep forgets what nobody can ask for when it is now, or where records have an age at
	// the greatest of these, or at age.
	Sweep(now time.Time, age time.Duration)
	// Digest is a number for the state, the same for all that have applied the same records;
	// counted is false as long as there is none.
	Digest() (sum uint64, counted bool)
	// LowWater is the last record up to limit such that the state follows from what the
	// journal has from there on. A limit before the next record is one than which none
	// before it has a greater age.
	LowWater(limit uint64) uint64
}
