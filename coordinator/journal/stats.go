package journal

import "sync/atomic"

// stats is what the tail knows, for anyone to read.
type stats struct {
	applied   atomic.Uint64
	records   atomic.Uint64
	bytes     atomic.Uint64
	openRolls atomic.Int64
	presences atomic.Int64
}

// Stats are figures about the journal and the state it gives.
type Stats struct {
	Applied   uint64 // the last record applied
	Records   uint64 // in the stream, as of the last minute
	Bytes     uint64 // of the stream, as of the last minute
	OpenRolls int64
	Presences int64 // held in memory
	Waiting   int   // commands not answered yet
	OnTheWay  int   // records of this replica that are published and not applied
	Unapplied int   // records that have come and are not applied
	Unsaid    int   // records applied whose callers have not been told
}

// Stats is a snapshot, each figure for itself.
func (j *Journal) Stats() Stats {
	pending, _ := j.queue.len()
	return Stats{
		Applied: j.stats.applied.Load(), Records: j.stats.records.Load(), Bytes: j.stats.bytes.Load(),
		OpenRolls: j.stats.openRolls.Load(), Presences: j.stats.presences.Load(), Waiting: pending,
		OnTheWay: len(j.flight.slots), Unapplied: len(j.stored), Unsaid: len(j.answers),
	}
}
