package journal

// answerBuffer is how many records may be applied ahead of their replies. Then
// the next waits.
const answerBuffer = 64

// answer is the answers to a record's entries, on their way to who waits for them.
type answer struct {
	tell    func()
	entries int
}

// answerAll answers entries on a goroutine of its own: while the replies of one record
// are encoded the next is applied.
func (j *Journal) answerAll() {
	for a := range j.answers {
		a.tell()
		j.queue.done(a.entries)
	}
}

// fail tells entries that they were not done, or that nobody knows.
func (j *Journal) fail(entries []Entry, err error) {
	for _, e := range entries {
		e.Fail(err)
	}
	if len(entries) > 0 {
		j.queue.done(len(entries))
	}
}

// failStale fails what has waited too long for a record.
func (j *Journal) failStale() { j.fail(bare(j.queue.popStale(recordWithin)), ErrOverloaded) }

// abandon fails everything that is left when the journal ends.
func (j *Journal) abandon() {
	for _, s := range j.flight.all() {
		j.flight.land(s)
		j.fail(s.entries, ErrUnavailable)
	}
	j.fail(bare(j.queue.close()), ErrOverloaded)
}
