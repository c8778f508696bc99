package journal

import (
	"sync/atomic"
	"time"
)

// stats is what the loop knows, for anyone to read.
type stats struct {
	applied atomic.Uint64
	records atomic.Uint64
	bytes   atomic.Uint64
}

// Stats are figures about the journal.
type Stats struct {
	Applied  uint64 // the last record applied
	Records  uint64 // in the stream, as of the last minute
	Bytes    uint64 // of the stream, as of the last minute
	Digest   uint64 // of the state, the last that replicas have compared; zero: none
	DigestAt uint64 // the record behind which that was
	// Held is for how long, in running time, the journal has begun with the record that it
	// begins with; of a journal of the first version it is zero.
	Held      time.Duration
	Waiting   int // entries not answered yet
	OnTheWay  int // records of this replica that are published and not applied
	Unapplied int // records that have come and are not applied
	Unsaid    int // records applied whose entries have not been answered
}

// Stats is a snapshot, each figure for itself.
func (j *Journal) Stats() Stats {
	pending, _ := j.queue.len()
	var d digestAt
	if last := j.digest.Load(); last != nil {
		d = *last
	}
	return Stats{
		Digest: d.sum, DigestAt: d.record,
		Held:    j.ledger.held(j.age.now()),
		Applied: j.stats.applied.Load(), Records: j.stats.records.Load(),
		Bytes:   j.stats.bytes.Load(),
		Waiting: pending, OnTheWay: len(j.flight.slots), Unapplied: len(j.stored),
		Unsaid: len(j.answers),
	}
}
