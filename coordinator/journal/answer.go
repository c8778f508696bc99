package journal

import "github.com/chamada/chamada/coordinator/rollcall"

// answerBuffer is how many records may be applied ahead of their replies. Then
// the next waits.
const answerBuffer = 64

// answer is an outcome on its way to who waits for it.
type answer struct {
	caller  Caller
	outcome rollcall.Outcome
}

// answerAll tells callers their outcomes, on a goroutine of its own: while
// it encodes the replies of one record the next is applied.
func (j *Journal) answerAll() {
	for batch := range j.answers {
		for i := range batch {
			batch[i].caller.Answer(batch[i].outcome)
		}
		j.queue.done(len(batch))
	}
}

// fail tells entries that they were not done, or that nobody knows.
func (j *Journal) fail(entries []entry, err error) {
	for _, e := range entries {
		e.caller.Fail(err)
	}
	if len(entries) > 0 {
		j.queue.done(len(entries))
	}
}

// abandon fails everything that is left when the journal ends.
func (j *Journal) abandon() {
	for _, r := range j.flight.all() {
		j.flight.land(r)
		j.fail(r.entries, ErrUnavailable)
	}
	j.fail(j.queue.close(), ErrOverloaded)
}
