package session

// Tally sums up a session that was read from a pipe.
type Tally struct{ failed, refused bool }

// Count takes the outcome of one line in.
func (t *Tally) Count(err error) {
	switch Status(err) {
	case Done:
	case Refused:
		t.refused = true
	default:
		t.failed = true
	}
}

// Err is the worst that happened: a failure, which may have left something
// undone or unknown, goes before a refusal.
func (t *Tally) Err() error {
	switch {
	case t.failed:
		return ErrSome
	case t.refused:
		return ErrSomeRefused
	default:
		return nil
	}
}
