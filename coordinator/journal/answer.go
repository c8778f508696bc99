package journal

import "github.com/chamada/chamada/coordinator/rollcall"

// answerBuffer is how many records may be applied ahead of their replies. Then
// the next waits.
const answerBuffer = 64

// answers are the outcomes of a record on their way to who waits for them.
type answers struct {
	entries  []entry
	outcomes []rollcall.Outcome // of each entry
}

// answerAll tells callers their outcomes, on a goroutine of its own: while
// it encodes the replies of one record the next is applied.
func (j *Journal) answerAll() {
	for a := range j.answers {
		for i := range a.outcomes {
			a.entries[i].caller.Answer(a.outcomes[i])
		}
		j.cfg.OnAnswered(a.outcomes)
		j.queue.done(len(a.outcomes))
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
