package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
)

// follower is the state of a replica: the machine, and how far in the stream it is. Only
// it touches the machine's state. Record n + 1 is applied only after record n.
type follower struct {
	machine Machine
	log     *slog.Logger
	stats   *stats
	flight  *flight
	ledger  *ledger
	age     *ageClock
	epoch   string
	made    int              // the version of the program that made the stream
	losses  []integrity.Loss // that a repair has given up, in order
	// confirmed is what this node had confirmed before it began.
	confirmed integrity.Confirmed
	// landed ends a record of this replica; answer is nil when it was passed over.
	landed func(s *sending, seq uint64, stored time.Time, answer func())

	// digested is called with the state's digest behind a record that has one of the
	// records before it: all replicas look there.
	digested func(digestAt)

	next    uint64    // the record to be applied next
	target  uint64    // the last record known to be in the stream
	missing time.Time // since when the next has been missing; zero: it is not
}

// expect notes that the stream has a record at seq.
func (f *follower) expect(seq uint64) { f.target = max(f.target, seq) }

// behind tells whether the stream is known to have more than was applied.
func (f *follower) behind() bool { return f.next <= f.target }

// lags notes whether the replica is behind just now, and tells whether it was the last
// time as well: for longer than it takes a record to arrive by itself.
func (f *follower) lags(now time.Time) bool {
	switch {
	case !f.behind():
		f.missing = time.Time{}
	case f.missing.IsZero():
		f.missing = now
	default:
		return true
	}
	return false
}

// apply applies the record at seq, which is the next, and answers whoever of this
// replica waits for it. The error says why it cannot be gone past.
func (f *follower) apply(seq uint64, stored time.Time, id string, data []byte) error {
	own := f.flight.find(id, data)
	r, err := record.Cut(f.epoch, data)
	r.Seq = seq
	if err == nil {
		err = f.ledger.check(&r)
	}
	passed := true
	var answer func()
	if err == nil {
		answer, passed, err = f.applyInTime(&r, stored, own)
	}
	switch {
	case errors.Is(err, record.ErrForeign):
		f.log.Error("passing over a record", "record", seq, "err", err)
	case err != nil:
		return fmt.Errorf("record %d: %w", seq, err)
	}
	f.ledger.enter(&r, passed, data)
	if err := f.prove(seq); err != nil {
		return fmt.Errorf("record %d: %w", seq, err)
	}
	if !passed && r.Version > record.First {
		f.age.observe(r.Age)
	}
	f.pass(seq)
	if own != nil {
		f.landed(own, seq, stored, answer)
	}
	if r.Digest != (record.Digest{}) && !f.behind() {
		if sum, counted := f.machine.Digest(); counted {
			f.digested(digestAt{seq, sum})
		}
	}
	return nil
}

// prove holds the journal, up to the record that was entered last, to what this node has
// confirmed: the digests in records are of those a second before, and nothing follows the last.
func (f *follower) prove(seq uint64) error {
	if c := f.confirmed; seq == c.Last && c.Digest != (integrity.Digest{}) {
		if got := f.ledger.digest(seq); got != (integrity.Digest{}) && got != c.Digest {
			return fmt.Errorf("%w, but others that this node has confirmed", record.ErrOther)
		}
	}
	return nil
}

// sweep has the machine give back what is over, see [Machine].
func (f *follower) sweep(now time.Time, age time.Duration) { f.machine.Sweep(now, age) }

// lowWater is the last record up to limit from which on the journal gives the whole state.
func (f *follower) lowWater(limit uint64) uint64 { return f.machine.LowWater(limit) }

// again begins again with the first record there is.
func (f *follower) again(first uint64) {
	first = f.lostBefore(max(first, 1))
	f.machine.Reset()
	f.ledger.begin(first, f.made)
	f.pass(first - 1)
}

// applyInTime has the machine apply the record, unless it comes too late.
func (f *follower) applyInTime(r *record.Record, stored time.Time, own *sending) (answer func(),
	passed bool, err error) {
	if late := f.late(r, stored); late != 0 && (len(r.Body) > 0 || r.Version > record.First) {
		f.log.Warn("passing over a record that comes too late", "record", r.Seq, "late", late)
		return nil, true, nil
	}
	if r.OffAfter != r.Seq-1 {
		r.Off = 0 // somebody else was the first to run again
	}
	var entries []Entry
	if own != nil {
		entries = own.entries
		f.tellAbsence(r)
	}
	answer, err = f.machine.Apply(*r, entries)
	return answer, err != nil, err
}

// tellAbsence says what this replica has written of the time before it.
func (f *follower) tellAbsence(r *record.Record) {
	if r.Off > 0 {
		f.log.Warn(
			"nobody ran before, by the clock: what was open takes nothing new once that adds up "+
				"to half a day, and is kept all the same; a wrong clock does that as well",
			"for", r.Off.Round(time.Second), "record", r.Seq)
	}
}

// late is by how much a record comes later than it may, zero when it comes in time. By the
// first version that is how long the stream took to store it, by the clock of its leader.
// From the second on it is also by how much older the journal was already: should that
// clock have stepped back, what was stuck meanwhile still has no effect. Should it have
// stepped forward, what is just under way has none, and who waits is told to ask again.
// Whoever has not heard yet that the version was raised comes too late as well.
func (f *follower) late(r *record.Record, stored time.Time) time.Duration {
	switch version, age := f.ledger.now(); {
	case r.Version == record.First && version > record.First:
		return storeWithin
	case stored.Sub(r.Written) > storeWithin:
		return stored.Sub(r.Written)
	case r.Version > record.First && age-r.Age > storeWithin:
		return age - r.Age
	default:
		return 0
	}
}

// pass makes what follows seq the next record.
func (f *follower) pass(seq uint64) {
	f.machine.Pass(seq)
	f.next = seq + 1
	f.stats.applied.Store(seq)
	f.loseNext()
}

// loseNext goes past what should be next and is lost.
func (f *follower) loseNext() {
	for _, l := range f.losses {
		if l.First > f.next || f.next > l.Last {
			continue
		}
		f.log.Error("records of the journal are lost: who was there then may be missing from lists",
			"first", f.next, "last", l.Last, "given_up", l.When)
		f.machine.Lose(f.next, l.Last)
		f.ledger.lose(f.next, l.Last)
		f.next = l.Last + 1
		f.stats.applied.Store(l.Last)
	}
}

// lostBefore is the first of the lost records that are right before first, or first.
func (f *follower) lostBefore(first uint64) uint64 {
	for _, l := range slices.Backward(f.losses) {
		if l.First < first && l.Last >= first-1 {
			first = l.First
		}
	}
	return first
}

// startAt begins again from first, the stream's first record, if the record
// that should be next was purged. What is left gives the whole state to a
// replica that begins with nothing.
func (f *follower) startAt(first uint64) {
	f.ledger.forget(first)
	f.machine.Begins(first)
	if first <= f.next && f.ledger.begun() {
		return
	}
	if f.next > 1 {
		f.log.Warn("the record to be applied next was purged: starting again from the first",
			"next", f.next, "first", first)
	}
	f.again(first)
}
