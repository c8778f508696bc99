package session

// tally sums up a session that was read from a pipe.
type tally struct{ failed, refused bool }

// count takes the outcome of one line in.
func (t *tally) count(err error) {
	switch Status(err) {
	case Done:
	case Refused:
		t.refused = true
	default:
		t.failed = true
	}
}

// err is the worst that happened: a failure, which may have left something
// undone or unknown, goes before a refusal.
func (t *tally) err() error {
	switch {
	case t.failed:
		return ErrSome
	case t.refused:
		return ErrSomeRefused
	default:
		return nil
	}
}
