package journal

import (
	"context"
	"fmt"
	"time"

	"github.com/chamada/chamada/coordinator/journal/record"
)

// Version is the version of the format in which records are written just now: what
// needs a higher one must wait until the journal was raised.
func (j *Journal) Version() int {
	version, _ := j.ledger.writes()
	return version
}

// Age is how old this replica is just now; zero when no record has an age yet.
func (j *Journal) Age() time.Duration { return j.age.now() }

// Raise has the journal raised to [record.Highest], and returns when it is. The caller
// has seen to it that every replica can read that version: a replica that cannot stops.
func (j *Journal) Raise(ctx context.Context) error {
	for {
		version, changed := j.ledger.writes()
		if version >= record.Highest {
			return nil
		}
		if err := j.CanSubmit(); err != nil {
			return err
		}
		poke(j.raises)
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("the journal was not raised in time: %w", ctx.Err())
		}
	}
}

// raise sends a record that raises the journal, unless that was done. What there is
// goes on from the age that it has by the stamps.
func (l *loop) raise(stamp time.Time) {
	if version, _ := l.journal.ledger.writes(); version < record.Highest &&
		!l.journal.flight.probing() {
		l.journal.log.Info("raising the journal", "from", version, "to", record.Highest)
		l.committer.raise(l.monitor.probe(time.Now()), stamp)
	}
}

// raiseAlone raises a journal that only this replica reads. Time in which it did not run
// counts for nothing then: ages are reckoned from when the last record was written.
func (l *loop) raiseAlone() {
	if l.journal.cfg.RaiseAlone && l.monitor.alone {
		l.raise(l.journal.ledger.lastWritten(l.clock.time()))
	}
}
