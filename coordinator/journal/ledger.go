package journal

import (
	"slices"
	"sync"
	"time"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
)

const (
	// digestEvery is how often records have a digest of those before, at the least
	// when there are any.
	digestEvery = time.Second
	// digestAfter is after how many records at the latest: less than a chain remembers.
	digestAfter = 1 << 11
	// longAbsence is the least time in which nobody ran that is told. It is longer than
	// replicas that run leave the journal alone, see ageEvery.
	longAbsence = 2 * time.Hour
	// maxBorders bounds what is remembered of where the journal may be cut.
	maxBorders = 1 << 12
	// fenceAfter is how often there is a fence, in times that the journal is tidied: what has
	// decided an outcome holds the journal that long at most after it is over.
	fenceAfter = 5
)

// ledger is what a replica knows of the journal as a whole: its version, its age, the
// digest of what it has applied. The follower writes it, and the committer reads it
// for the next record.
type ledger struct {
	mu      sync.Mutex
	version int
	changed chan struct{} // closed when version is another
	first   uint64        // the first record that is known to be there
	next    uint64        // the record to be applied next
	written time.Time     // when the last was
	chain   record.Chain
	last    record.Digest // the last that a record had
	lastAt  time.Duration // when that was, by elapsed
	borders []uint64      // records that follow what a digest covers, where the journal may be cut
	// records since the last border that can be none: from them on ages are others
	others  []uint64
	fences  []uint64      // the borders that are fences
	fenced  time.Duration // the age of the last
	fence   time.Duration // how long after it the next is due
	elapsed func() time.Duration
	age     time.Duration // the greatest that a record had
	front   time.Duration // the age at which the front of the journal has come to be where it is
	fronts  bool          // that is known
	woke    bool          // the replica has been up to date
	wokeAt  uint64        // what next was then
}

func (l *ledger) init(elapsed func() time.Duration, tidy time.Duration) {
	l.fence = fenceAfter * tidy
	l.elapsed, l.version, l.changed = elapsed, record.First, make(chan struct{})
}

// set makes that the version; l.mu is held.
func (l *ledger) set(version int) {
	if version != l.version {
		l.version = version
		close(l.changed)
		l.changed = make(chan struct{})
	}
}

// begin makes it that of a journal which begins with a record, and was made by a program
// that writes version.
func (l *ledger) begin(first uint64, version int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.chain, l.last, l.borders, l.others = record.Chain{}, record.Digest{}, nil, nil
	l.fences = nil
	l.age, l.front, l.fronts, l.written = 0, 0, false, time.Time{}
	l.first, l.next = first, first
	l.set(version)
	if first == 1 { // the first that is covered, whichever it is, is what it begins with
		l.chain.Begins()
	}
}

// lose goes past records that are lost.
func (l *ledger) lose(first, last uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.chain.Lose(first, last)
	l.last, l.next = record.Digest{}, last+1
}

// begun tells whether begin was called.
func (l *ledger) begun() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next > 0
}

// now is the version of the journal, and the greatest age that a record had.
func (l *ledger) now() (version int, age time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version, l.age
}

// writes is the version of the records that are to be written, and a channel that is
// closed when it is another.
func (l *ledger) writes() (version int, changed <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version, l.changed
}

// lastWritten is when the last record was written, or at when there is none.
func (l *ledger) lastWritten(at time.Time) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.written.IsZero() {
		return at
	}
	return l.written
}

// woken notes that the replica has applied all there is, and tells whether it is the
// first time.
func (l *ledger) woken() (first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if first = !l.woke; first {
		l.woke, l.wokeAt = true, l.next
	}
	return first
}

// absence is how long nobody ran, as far as a replica can tell that began at a time of
// the wall clock to go on from the last record, and lives since then for so long: zero
// when others ran since, or it was not long.
func (l *ledger) absence(now time.Time, lived time.Duration) (off time.Duration, after uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.woke || l.next != l.wokeAt || l.next == 1 || l.written.IsZero() {
		return 0, 0
	}
	if off = now.Sub(l.written) - lived; off < longAbsence {
		return 0, 0
	}
	return off, l.next - 1
}

// due is a digest for the next record, the zero one when none is due.
func (l *ledger) due() record.Digest {
	l.mu.Lock()
	defer l.mu.Unlock()
	head := l.chain.Head()
	if l.version == record.First || head.Through <= l.last.Through {
		return record.Digest{}
	}
	if l.elapsed()-l.lastAt < digestEvery && head.Through-l.last.Through < digestAfter {
		return record.Digest{}
	}
	return head
}

// digest is that of all records up to seq, which was applied last; zero when it is not known.
// A program that writes less than the fourth version could not read a note that has one.
func (l *ledger) digest(seq uint64) integrity.Digest {
	l.mu.Lock()
	defer l.mu.Unlock()
	head := l.chain.Head()
	if l.version < record.Fourth || head.Through != seq {
		return integrity.Digest{}
	}
	return integrity.Digest(head.Of)
}

// opens is the line for the first record of a journal that somebody has emptied: there is
// nothing before it that a digest could cover.
func (l *ledger) opens(now time.Time) record.Raise {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.version == record.First || l.chain.Started() || l.next == 1 || !l.woke {
		return record.Raise{}
	}
	return record.Raise{To: l.version, Stamp: now}
}

// applied is the last record that was applied, and whether the next is to be a fence.
func (l *ledger) applied() (last uint64, fence bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next - min(l.next, 1), len(l.fences) == 0 || l.age-l.fenced >= l.fence
}

// check holds the journal to what a record that is the next says of those before it.
func (l *ledger) check(r *record.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Digest == (record.Digest{}) {
		return nil
	}
	return l.chain.Check(r.Seq, r.Digest)
}

// enter notes a record that is applied or passed over. Without a version it is foreign.
func (l *ledger) enter(r *record.Record, passed bool, data []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Version > l.version || r.Raise.To > l.version {
		l.set(max(r.Version, r.Raise.To))
	}
	if r.Raise.To != 0 && !l.chain.Started() && !l.chain.Known() {
		l.chain.Begins()
	}
	l.next = r.Seq + 1
	if l.version == record.First {
		l.note(r)
		return
	}
	if passed || r.Version <= record.First || r.Age < l.age {
		l.others = append(l.others, r.Seq)
	}
	l.chain.Add(r.Seq, passed, record.SumOf(data))
	l.note(r)
	if r.Through > l.last.Through {
		l.last, l.lastAt = r.Digest, l.elapsed()
		l.border(r.Through + 1)
		if r.IsFence() && !slices.Contains(l.others, r.Seq) {
			l.fences, l.fenced = append(l.fences, r.Seq), r.Age
		}
	}
}

func (l *ledger) note(r *record.Record) {
	if r.Version == 0 {
		return
	}
	l.written = r.Written
	if r.Version > record.First {
		l.age = max(l.age, r.Age)
		if !l.fronts {
			l.front, l.fronts = r.Age, true
		}
	}
}

// border notes where the journal may be cut. Of many every other one is forgotten.
func (l *ledger) border(at uint64) {
	if slices.Contains(l.others, at) {
		return
	}
	l.others = slices.DeleteFunc(l.others, func(seq uint64) bool { return seq < at })
	if n := len(l.borders); n == maxBorders {
		for i := range n / 2 {
			l.borders[i] = l.borders[2*i+1]
		}
		l.borders = l.borders[:n/2]
	}
	l.borders = append(l.borders, at)
}

// cut is the last border up to a mark that is a mark itself, or zero: the journal is cut
// there, so that what is left begins with what a later record has the digest of.
func (l *ledger) cut(mark func(limit uint64) uint64) (last uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := mark(l.next)
	if l.version == record.First {
		return at
	}
	low := at
	for _, borders := range [...][]uint64{l.borders, l.fences} {
		last = max(last, lastMark(borders, low, mark))
	}
	return last
}

// lastMark is the last of the borders up to low that is a mark, or zero.
func lastMark(borders []uint64, low uint64, mark func(limit uint64) uint64) uint64 {
	for _, at := range slices.Backward(borders) {
		if at > low {
			continue
		}
		if low = mark(at); low == at {
			return at
		}
	}
	return 0
}

// held is for how long, when it is age, the front of the journal has been where it is.
func (l *ledger) held(age time.Duration) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.fronts {
		return 0
	}
	return max(0, age-l.front)
}

// forget drops the borders before the first record there is.
func (l *ledger) forget(first uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if first > l.first {
		l.first, l.front = first, l.age
	}
	gone := func(at uint64) bool { return at < first }
	l.borders = slices.DeleteFunc(l.borders, gone)
	l.fences = slices.DeleteFunc(l.fences, gone)
}

// whole is an error when the journal has been read to its end and nothing in it says
// what was before its first record.
func (l *ledger) whole() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.chain.Started() && !l.chain.Known() {
		return record.ErrCut
	}
	return nil
}
